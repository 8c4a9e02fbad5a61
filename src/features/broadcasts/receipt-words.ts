/** `command` asks for an answer; `bare` is what people say among each other, and counts only while somebody asks. */
export type ReceiptWords = 'command' | 'bare';

const command = /^\/(?:已?收到|receipt)$/iu;
const bare =
  /^(?:好的?[,\s]*)?(?:(?:已?收到)+|已阅|ok|1)了?(?:[,.!\s]*谢谢)?[\s\p{P}\p{Extended_Pictographic}\u{FE0F}]*$/iu;
/** WeChat writes its pictures in brackets. */
const pictures = /\[[^[\]]{1,6}\]/gu;

/** Null when the text is no 收到, or is more than that. */
export function readReceiptWords(text: string): ReceiptWords | null {
  const words = text.normalize('NFKC').replace(pictures, '').trim();
  if (command.test(words)) return 'command';
  return bare.test(words) ? 'bare' : null;
}
