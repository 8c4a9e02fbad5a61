import type { Readable } from 'node:stream';

/**
 * What we use of the optional packages. Written here, because a slim install has to pass the type check without them,
 * and because the declarations they bring change types of others and do not compile under our flags.
 */
export type WechatyPackage = {
  WechatyBuilder: { build(options: { puppet: string; puppetOptions: object }): Wechaty };
};

export type FileBoxPackage = { FileBox: { fromBuffer(buffer: Buffer, name: string): FileBox } };

export type FileBox = {
  readonly name: string;
  readonly mediaType: string;
  toStream(): Promise<Readable>;
  toBuffer(): Promise<Buffer>;
};

export type Contact = {
  readonly id: string;
  name(): string;
  /** 1 person, 2 official account, 3 person of WeCom. */
  type(): number;
};

export type Room = {
  readonly id: string;
  topic(): Promise<string>;
  /** The name a member goes by in this room only. */
  alias(contact: Contact): Promise<string | undefined>;
};

export type Message = {
  readonly id: string;
  type(): number;
  text(): string;
  date(): Date;
  talker(): Contact;
  room(): Room | undefined;
  toFileBox(): Promise<FileBox>;
};

export type Puppet = {
  messagePayload(id: string): Promise<{ mentionIdList?: string[] }>;
  roomList(): Promise<string[]>;
  roomPayload(id: string): Promise<{ topic?: string }>;
  messageSendText(conversationId: string, text: string, mentionIds?: string[]): Promise<string | undefined>;
  messageSendFile(conversationId: string, file: FileBox): Promise<string | undefined>;
  ding(data: string): void;
};

export type Wechaty = {
  readonly puppet: Puppet;
  readonly currentUser: Contact;
  readonly Contact: { find(query: { id: string }): Promise<Contact | undefined> };
  readonly Room: { find(query: { id: string }): Promise<Room | undefined> };
  start(): Promise<void>;
  stop(): Promise<void>;
  on(event: 'login' | 'logout', listener: (account: Contact) => void): void;
  on(event: 'message', listener: (message: Message) => void): void;
  on(event: 'error', listener: (error: unknown) => void): void;
  on(event: 'heartbeat' | 'dong', listener: () => void): void;
  on(event: 'scan', listener: (code: string, status: number) => void): void;
  on(event: 'room-join' | 'room-leave', listener: (room: Room, people: Contact[]) => void): void;
  on(event: 'room-topic', listener: (room: Room, topic: string) => void): void;
};

/** The names are given as values, or the compiler would look for the packages. */
const names = { wechaty: 'wechaty', fileBox: 'file-box' };

export async function loadWechaty(): Promise<WechatyPackage> {
  return import(names.wechaty);
}

export async function loadFileBox(): Promise<FileBoxPackage> {
  return import(names.fileBox);
}
