import { type FileBox as FileBoxInterface, loadFileBox } from '../../src/adapters/channels/wechat/gateway/wechaty.ts';
import { loadPuppetMock, type MessagePayload } from './wechat-packages.ts';
import { botId, type Heard, roomId, type Said, type SendFault } from './wechat-puppet-wire.ts';

const { mock, PuppetMock } = await loadPuppetMock();
const { FileBox } = await loadFileBox();

const [person, officialAccount] = [1, 2];
const [attachment, image, plainText] = [1, 6, 7];

/** A gateway with one account, 小秘, and one room. The mock forgets what it sends and whom that mentions; this does not. */
export class GatewayPuppet extends PuppetMock {
  readonly said: Said[] = [];
  readonly faults: SendFault[] = [];
  readonly handed = new Set<string>();
  readonly aliases = new Map<string, string>();
  readonly #files = new Map<string, FileBoxInterface>();
  #last = 0;
  logsIn = true;
  starts = 0;

  constructor(botAlias: string) {
    super({ mocker: new mock.Mocker() });
    this.addContact(botId, '小秘');
    if (botAlias !== '') this.aliases.set(botId, botAlias);
    this.mocker.cacheRoomPayload.set(roomId, {
      id: roomId,
      topic: '会员工作群',
      memberIdList: [botId],
      adminIdList: [],
    });
  }

  /** A gateway logs its account in by itself when a client starts it. */
  override async onStart(): Promise<void> {
    await super.onStart();
    this.starts += 1;
    setImmediate(() => this.logIn());
  }

  logIn(): void {
    if (this.logsIn && !this.isLoggedIn) this.login(botId);
  }

  addContact(id: string, name: string, official = false): void {
    const rest = { avatar: '', gender: 0, phone: [], friend: true };
    this.mocker.cacheContactPayload.set(id, { id, name, type: official ? officialAccount : person, ...rest });
    this.mocker.cacheRoomPayload.get(roomId)?.memberIdList.push(id);
  }

  hear({ id, from, text, mentionIds, direct, file, sentAt }: Heard): void {
    const talkerId = `wx-${from}`;
    if (!this.mocker.cacheContactPayload.has(talkerId) && from !== botId) this.addContact(talkerId, from);
    const payload: MessagePayload = {
      id,
      type: file === undefined ? plainText : file.image ? image : attachment,
      talkerId: from === botId ? botId : talkerId,
      text: file?.name ?? text,
      timestamp: sentAt ?? Date.now() - 1_000,
      ...(direct ? { listenerId: botId } : { roomId }),
      ...(mentionIds ? { mentionIdList: mentionIds } : {}),
    };
    if (file) this.#files.set(id, FileBox.fromBuffer(Buffer.from(file.bytes), file.name));
    this.mocker.cacheMessagePayload.set(id, payload);
    this.emit('message', { messageId: id });
  }

  override async messageRawPayload(id: string): Promise<MessagePayload> {
    const payload = this.mocker.cacheMessagePayload.get(id);
    if (!payload) throw new Error(`no message ${id}`);
    this.handed.add(id);
    return payload;
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const file = this.#files.get(id);
    if (!file) throw new Error('no such file');
    return file;
  }

  /** The picture of a message, in whatever size. */
  async messageImage(id: string): Promise<FileBoxInterface> {
    return this.messageFile(id);
  }

  override async messageSendText(to: string, text: string, mentionIds: string[] = []): Promise<string | void> {
    return this.#send({ to, text, mentionIds });
  }

  override async messageSendFile(to: string, file: FileBoxInterface): Promise<string | void> {
    return this.#send({ to, file: file.name, bytes: await file.toBuffer() });
  }

  override async roomMemberRawPayload(_room: string, id: string): Promise<object> {
    const name = this.mocker.cacheContactPayload.get(id)?.name ?? '';
    return { id, name, avatar: '', roomAlias: this.aliases.get(id) };
  }

  async #send(what: Said): Promise<string | void> {
    if (!this.isLoggedIn) throw new Error('not logged in');
    const fault = this.faults.shift();
    if (fault?.kind === 'hang') await new Promise(() => {});
    if (fault?.kind !== 'throw' || fault.shown) this.said.push(what);
    if (fault?.kind === 'throw') throw new Error(fault.text);
    this.#last += 1;
    return fault?.kind === 'no-id' ? undefined : `said-${this.#last}`;
  }
}
