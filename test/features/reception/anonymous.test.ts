import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import {
  clearsAt,
  forgetAnonymous,
  readAnonymous,
  readClaim,
  repliesKeptMs,
} from '../../../src/features/reception/anonymous.ts';
import { createInbox, type Inbox } from '../../../src/features/inbox/inbox.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { openReceptionBench, type ReceptionBench } from '../../support/reception-bench.ts';
import { message } from '../../support/store-builders.ts';
import { dump } from '../../support/store-dump.ts';

const direct = { channel: 'web', kind: 'direct', platformId: 'wang', title: null } as const;
const secret = '/匿名 我是株洲千金服饰的沈曼13800138000，窗口收钱才办事';

let bench: ReceptionBench;
let inbox: Inbox;
let log: ReturnType<typeof createNotingLog>;
/** Whatever is asked of the bot fails. */
let broken = false;
let told = 0;

beforeEach(async () => {
  bench = await openReceptionBench();
  log = createNotingLog();
  [broken, told] = [false, 0];
  let ids = 0;
  inbox = createInbox({
    store: bench.temp.store,
    clock: bench.clock,
    log,
    onClaimed: () => {},
    onReplies: () => {},
    owner: 'worker',
    overhear: async (heard) => forgetAnonymous(heard),
    clearsAt,
    abilities: [
      async () => {
        if (broken) throw new Error('a bug');
        return null;
      },
      bench.reception().handle,
      async () => async () => [{ text: '别的' }],
    ],
    newId: () => `reply-${(ids += 1)}`,
  });
});

describe('an anonymous case', () => {
  it('is recorded with a code, and nothing of who sent it', async () => {
    const [reply] = await tell(secret);

    expect(reply).toMatch(/^已匿名登记.*凭证码 TEST-C0DE-\d{4}，请马上记下/);
    expect(await bench.cases()).toMatchObject([
      {
        content: '窗口收钱才办事',
        organization: null,
        contact: null,
        phone: null,
        conversationId: null,
        memberId: null,
        memberName: null,
        messageId: null,
        createdAt: Date.parse('2026-11-23T00:00:00+08:00'),
      },
    ]);
    expect(await bench.temp.store.cases.steps('2026-0001')).toMatchObject([{ who: '匿名' }]);
  });

  it('leaves nothing in the whole database that leads from one to the other', async () => {
    const [reply = ''] = await tell(secret);
    const code = /TEST-C0DE-\d{4}/.exec(reply)?.[0] ?? '';
    await send();
    const said = await bench.temp.store.messages.find(1);
    const [{ id: deliveryId } = { id: '' }] = await bench.temp.store.deliveries.listByKey('reply/1/');
    const receipt = {
      deliveryId,
      kind: 'read',
      person: said?.memberId ?? '',
      name: '王',
      at: bench.clock.now(),
    } as const;
    await bench.temp.store.receipts.record(receipt);
    bench.clock.advance(repliesKeptMs);
    await bench.temp.store.messages.scrubReplies(bench.clock.now());

    const tables = await look();
    const { cases = [], case_steps = [], scrubs, ...others } = tables;
    const elsewhere = JSON.stringify(others);
    expect(scrubs).toEqual([]);
    for (const word of ['窗口', '沈曼', '13800138000', '千金', code]) expect(elsewhere).not.toContain(word);
    // Not even that somebody wrote something on that day, which for a day with one such case is who sent it.
    const traces = JSON.stringify([cases, case_steps]);
    for (const trace of [code, said?.memberId, said?.conversationId, said?.sender.name, said?.receivedAt]) {
      expect(traces).not.toContain(String(trace));
    }
    expect([tables['messages'], tables['deliveries'], tables['receipts']]).toEqual([[], [], []]);
  });

  it('is taken once when the platform hands its message in again after that, and not kept', async () => {
    const { store } = bench.temp;
    await tell(secret);
    await send();
    bench.clock.advance(repliesKeptMs + 1);
    await store.messages.scrubReplies(bench.clock.now());

    told -= 1;
    expect(await tell(secret, { sentAt: bench.clock.now() - repliesKeptMs - 1 })).toEqual([]);

    expect(await bench.cases()).toHaveLength(1);
    expect(JSON.stringify((await look())['messages'])).not.toContain('窗口');
    bench.clock.advance(repliesKeptMs);
    await store.messages.scrubReplies(bench.clock.now());
    expect((await look())['messages']).toEqual([]);
  });

  it('leaves nothing in the file either, once the store is closed', async () => {
    const [reply = ''] = await tell(secret);
    const code = /TEST-C0DE-\d{4}/.exec(reply)?.[0] ?? '';
    await send();
    bench.clock.advance(repliesKeptMs);
    await bench.temp.store.messages.scrubReplies(bench.clock.now());
    await bench.restart();

    const bytes = readFileSync(bench.temp.file).toString('utf8');
    for (const word of ['沈曼', '13800138000', code]) expect(bytes).not.toContain(word);
  });

  it('keeps the reply while it is on its way, and for ten minutes', async () => {
    await tell(secret);
    bench.clock.advance(repliesKeptMs);
    expect(await bench.temp.store.messages.scrubReplies(bench.clock.now())).toBe(0);
    await send();
    expect(await bench.temp.store.messages.scrubReplies(bench.clock.now() - 1)).toBe(0);
    expect(await bench.temp.store.messages.scrubReplies(bench.clock.now())).toBe(1);
  });

  it('is asked for by its code from any private chat, which leaves as little', async () => {
    const [reply = ''] = await tell(secret);
    const code = /TEST-C0DE-\d{4}/.exec(reply)?.[0] ?? '';
    const li = { platformId: 'li', name: '李', bot: false };

    const [told] = await tell(`/进度 ${code.toLowerCase().replaceAll('-', '')}`, { sender: li });

    expect(told).toBe('您匿名反映的事：已登记，等待受理。');
    const asked = await bench.temp.store.messages.find(2);
    expect(asked?.text).not.toContain('c0de');
  });

  it('is not told in a group what came of it', async () => {
    const [reply = ''] = await tell(secret);
    const code = /TEST-C0DE-\d{4}/.exec(reply)?.[0] ?? '';
    const step = {
      at: 1,
      who: '周秘书',
      action: 'decline',
      note: '窗口人员已调离，请打13800138000',
      detail: {},
    } as const;
    await bench.temp.store.cases.change({ no: '2026-0001', version: 1 }, { status: 'declined' }, step);
    const { conversation } = message('x');

    const [inGroup] = await tell(`/进度 ${code}`, { conversation });
    expect(inGroup).toBe('您匿名反映的事：不予受理。\n办理情况：请私聊我发同样的话查看。');
    const [alone] = await tell(`/进度 ${code}`);
    expect(alone).toContain('窗口人员已调离');
  });

  it('tells nothing for a code that is none', async () => {
    expect(await tell('/进度 AAAA-BBBB-CCCC')).toEqual(['没有这个凭证码，请核对一下，大小写和横线不要紧。']);
  });

  it('is given no code in a group, which would have it too, and its sender is told how to go on in private', async () => {
    const [reply] = await tell(secret, { conversation: message('x').conversation });

    expect(reply).toContain('群里的人看得到您刚才的话');
    expect(reply).toContain('请私聊我再发一次“/匿名 要反映的事”');
    expect(reply).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/u);
    expect((await bench.cases())[0]).toMatchObject({ conversationId: null, memberId: null });
  });

  it('is not sent to a private chat where the channel has none', async () => {
    bench.use({ directChats: () => false });

    const outcome = await bench.reception().handle(await bench.receive(secret));
    const [reply] = (await bench.temp.store.transaction(async (records) => outcome?.(records))) ?? [];

    expect(reply?.text).toContain('这一件查不了进度');
    expect(reply?.text).not.toContain('私聊');
  });

  it('says how it is done when nothing was told', async () => {
    expect(await tell('/匿名')).toEqual([expect.stringContaining('请把要反映的事写在同一条消息里')]);
    expect(await bench.cases()).toEqual([]);
  });

  it('leaves no words when it came too late, too often, or could not be handled', async () => {
    const { store } = bench.temp;
    const words = async (): Promise<unknown> => (await store.messages.find(told))?.text;
    await tell(secret, { sentAt: bench.clock.now() - 11 * 60_000 });
    expect([(await store.messages.find(told))?.outcome, await words()]).toEqual(['too-old', '（匿名内容，没有保留）']);

    broken = true;
    await tell(secret);
    expect([(await store.messages.find(told))?.outcome, await words()]).toEqual(['failed', '（匿名内容，没有保留）']);

    broken = false;
    for (let said = 0; said < 19; said += 1) await tell('你好');
    await tell(secret);
    expect([(await store.messages.find(told))?.outcome, await words()]).toEqual([
      'limit-told',
      '（匿名内容，没有保留）',
    ]);
  });

  it('is recorded once when its message is handled again', async () => {
    const outcome = await bench.reception().handle(await bench.receive(secret, { conversation: direct }));
    const { store } = bench.temp;

    const first = await store.transaction(async (records) => outcome?.(records));
    const second = await store.transaction(async (records) => outcome?.(records));

    expect(second).toEqual(first);
    expect(await bench.cases()).toHaveLength(1);
  });
});

describe('words', () => {
  it.each([
    ['/匿名 窗口推诿', '窗口推诿'],
    ['匿名投诉：窗口推诿', '投诉：窗口推诿'],
    ['我想匿名反映窗口推诿', '反映窗口推诿'],
    ['/anonymous 窗口推诿', '窗口推诿'],
    ['匿名举报电话是多少', null],
    ['能匿名吗', null],
    ['匿名吗', null],
  ])('of %s are %s', (text, said) => {
    expect(readAnonymous(text)).toBe(said);
  });

  it.each([
    ['/进度 ABCD-EFGH-JKMN', 'abcd-efgh-jkmn'],
    ['凭证码 abcdefghjkmn', 'abcdefghjkmn'],
    ['ABCD-EFGH-JKMN', 'abcd-efgh-jkmn'],
    ['/进度 2026-0001', null],
    ['073188886666', null],
    ['hello', null],
  ])('of %s hold the code %s', (text, code) => {
    expect(readClaim(text)).toBe(code);
  });
});

/** Says it alone with the bot, through the inbox; the replies. */
async function tell(text: string, changes: Parameters<typeof message>[1] = {}): Promise<string[]> {
  const { store } = bench.temp;
  const given = message(`t${(told += 1)}`, {
    text,
    rawText: text,
    sentAt: bench.clock.now(),
    conversation: direct,
    ...changes,
  });
  const { messageId } = await store.messages.accept(given, bench.clock.now());
  const { signal } = new AbortController();
  while (await inbox.round(signal));
  return (await store.deliveries.listByKey(`reply/${messageId}/`)).map(({ text }) => text);
}

/** Everything that waits is sent, and stands in the history as the web group has it. */
async function send(): Promise<void> {
  const { store } = bench.temp;
  const now = bench.clock.now();
  const claimed = await store.deliveries.claim({ owner: 's', now, leaseMs: 60_000 }, { limit: 9, channels: ['web'] });
  for (const { id, conversationId, text, replyTo } of claimed) {
    await store.deliveries.markSending(id, 's', now);
    await store.messages.recordOutbound({ key: id, conversationId, text, replyTo, name: '清语', at: now, file: null });
    await store.deliveries.markSent(id, 's', { at: now, platformMessageId: null });
  }
}

async function look(): ReturnType<typeof dump> {
  const database = await openDatabase({
    kind: 'sqlite',
    file: bench.temp.file,
    backupDir: `${bench.temp.file}-backups`,
    now: bench.clock.now,
  });
  try {
    return await dump(database);
  } finally {
    await database.close();
  }
}
