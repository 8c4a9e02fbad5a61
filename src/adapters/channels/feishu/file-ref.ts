/** A file in a message: what the platform asks for to give it, as long as the message is there. */
export type FileRef = { messageId: string; key: string; type: 'image' | 'file' };

/** `image/om_1/img_2`. */
export function writeFileRef({ messageId, key, type }: FileRef): string {
  return [type, messageId, key].join('/');
}

/** Null for what is no such name. */
export function readFileRef(written: string): FileRef | null {
  const [, type, messageId, key] = /^(image|file)\/([\w-]{1,100})\/([\w-]{1,200})$/u.exec(written) ?? [];
  if (messageId === undefined || key === undefined) return null;
  return { messageId, key, type: type === 'image' ? 'image' : 'file' };
}
