import type { FileBox } from '../../src/adapters/channels/wechat/gateway/wechaty.ts';

/** What the emulated gateway uses of the optional packages; see the types of src/adapters/channels/wechat/gateway. */
type ServicePackage = {
  PuppetServer: new (options: { endpoint: string; puppet: object; token: string; tls?: { disable: boolean } }) => {
    start(): Promise<void>;
    stop(): Promise<void>;
  };
};

type MockPackage = {
  PuppetMock: new (options: { mocker: Mocker }) => MockPuppet;
  mock: { Mocker: new () => Mocker };
};

type ContactPayload = { id: string; name: string; type: number; [more: string]: unknown };
type RoomPayload = { id: string; topic: string; memberIdList: string[]; adminIdList: string[] };

export type MessagePayload = {
  id: string;
  type: number;
  talkerId: string;
  text: string;
  timestamp: number;
  roomId?: string;
  listenerId?: string;
  mentionIdList?: string[];
};

type Mocker = {
  cacheContactPayload: Map<string, ContactPayload>;
  cacheRoomPayload: Map<string, RoomPayload>;
  cacheMessagePayload: Map<string, MessagePayload>;
};

type MockPuppet = {
  readonly mocker: Mocker;
  readonly isLoggedIn: boolean;
  onStart(): Promise<void>;
  login(contactId: string): void;
  logout(reason: string): Promise<void>;
  emit(event: string, payload: object): boolean;
  messageRawPayload(id: string): Promise<MessagePayload>;
  messageFile(id: string): Promise<FileBox>;
  messageSendText(conversationId: string, text: string, mentionIds?: string[]): Promise<string | void>;
  messageSendFile(conversationId: string, file: FileBox): Promise<string | void>;
  roomMemberRawPayload(roomId: string, contactId: string): Promise<object>;
};

/** The names are given as values, or the compiler would look for the packages. */
const names = { service: 'wechaty-puppet-service', mock: 'wechaty-puppet-mock' };

export async function loadPuppetService(): Promise<ServicePackage> {
  return import(names.service);
}

export async function loadPuppetMock(): Promise<MockPackage> {
  return import(names.mock);
}
