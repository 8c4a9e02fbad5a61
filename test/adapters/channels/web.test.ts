import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWebChannel, type WebChannel } from '../../../src/adapters/channels/web/channel.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { HistoryEntry, InboundMessage } from '../../../src/domain/message.ts';
import type { WebPost } from '../../../src/ports/web-groups.ts';
import { channelContract } from '../../contract/channel.ts';
import type { ChannelBench, Platform, Shown, Written } from '../../contract/channel/bench.ts';
import type { Choosing, Outbound, Report } from '../../../src/ports/channel.ts';
import { copyMigratedStore } from '../../support/migrated-store.ts';
import { answerTo, createWebBench, quietLog } from '../../support/web-bench.ts';

const demo = { channel: 'web', kind: 'group', platformId: 'demo' } as const;
const never = new AbortController().signal;

/** Resolves when the work failed. */
async function failing(work: Promise<unknown>): Promise<void> {
  const failed = await work.then(
    () => false,
    () => true,
  );
  if (!failed) throw new Error('it did not fail');
}

function said(text: string, idempotencyKey: string): Outbound {
  return { to: demo, body: { kind: 'text', text }, replyTo: null, receiptOf: null, idempotencyKey };
}

/** The page of 张三 tells what it has or shows. */
function tellingOf(web: WebChannel): NonNullable<ChannelBench['reporting']>['tell'] {
  return (kind, platformMessageId) =>
    web.report({
      slug: 'demo',
      name: '张三',
      visitor: null,
      delivered: [],
      read: [],
      [kind]: [Number(platformMessageId)],
    });
}

/** What members press on their pages. */
function pressingOf(web: WebChannel, chosen: readonly Choosing[]): NonNullable<ChannelBench['pressing']> {
  return {
    chosen,
    async press(id, { sender, place }) {
      const press = { slug: 'demo', name: sender, visitor: null, messageId: Number(id), place };
      return (await web.press(press)).text;
    },
    async labels(id) {
      const entries = await web.history('demo', { after: Number(id) - 1, limit: 1 });
      const buttons = entries[0]?.buttons;
      if (buttons?.kind !== 'choice') return [];
      return buttons.chosen === null ? buttons.labels : [buttons.chosen.label];
    },
  };
}

/** What a web group has not: it is in this house, and nothing of it can be refused, cut or moved. */
const atHome = {
  direct: demo,
  fail() {},
  cut: async () => async () => {},
  until: async () => {},
  stop: async () => {},
};

const platform: Platform = {
  capabilities: {
    inbound: 'all',
    redelivery: 'until-stored',
    maxText: null,
    files: { maxBytes: 20 * 1024 * 1024, maxCaption: Number.POSITIVE_INFINITY },
    quotes: true,
    buttons: true,
    receipts: ['delivered', 'read'],
    idempotentSend: true,
    sentBy: 'bot',
    rates: [],
    pause: null,
  },
  direct: false,
  faults: [],
  cuts: false,
};

/** What members see of the bot. */
function shownIn(web: WebChannel, entries: readonly HistoryEntry[]): Promise<Shown[]> {
  const show = async ({ id, text, file }: HistoryEntry): Promise<Shown> => {
    if (file === null) return { text };
    const { name, bytes } = await web.file('demo', id);
    return { file: name, bytes };
  };
  return Promise.all(entries.filter(({ bot }) => bot).map(show));
}

channelContract('web', platform, async (): Promise<ChannelBench> => {
  const { web, history, calls, reports, chosen, failStore } = createWebBench();
  const receive = async ({ platformId, sender, text }: Written): Promise<void> => {
    await web.post({ slug: 'demo', name: sender, text, clientId: platformId, visitor: null });
  };
  return {
    ...atHome,
    channel: web,
    group: demo,
    mention: '@清语',
    accepted: calls,
    reporting: { reports, tell: tellingOf(web) },
    pressing: pressingOf(web, chosen),
    failStore,
    receive,
    receiveInVain: (written) => failing(receive(written)),
    comesAgain: receive,
    async shown() {
      return shownIn(web, await history.messages.listLatest('web/demo', 100));
    },
    close: async () => {},
  };
});

channelContract('web, on SQLite', platform, async (): Promise<ChannelBench> => {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-web-'));
  const clock = { now: () => Date.now() };
  const file = join(folder, 'qingyu.sqlite');
  await copyMigratedStore(file);
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: clock.now });
  const accepted: InboundMessage[] = [];
  const reports: Report[] = [];
  const chosen: Choosing[] = [];
  let failure: Error | null = null;
  const web = createWebChannel({
    ...store,
    clock,
    log: quietLog,
    groups: [{ slug: 'demo', title: '清语演示群' }],
    async report(report) {
      reports.push(report);
    },
    acknowledge: async () => '已登记收到。',
    async choose(choosing) {
      chosen.push(choosing);
      return answerTo(choosing);
    },
    async accept(message) {
      if (failure) throw failure;
      const stored = await store.messages.accept(message, clock.now());
      accepted.push(message);
      return stored;
    },
  });
  const receive = async ({ platformId, sender, text }: Written): Promise<void> => {
    await web.post({ slug: 'demo', name: sender, text, clientId: platformId, visitor: null });
  };
  return {
    ...atHome,
    channel: web,
    group: demo,
    mention: '@清语',
    accepted,
    reporting: { reports, tell: tellingOf(web) },
    pressing: pressingOf(web, chosen),
    failStore(error) {
      failure = error;
    },
    receive,
    receiveInVain: (written) => failing(receive(written)),
    comesAgain: receive,
    async shown() {
      return shownIn(web, await web.history('demo', { after: null, limit: 100 }));
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('a 收到 under a message of a web group', () => {
  it('is handed in with who pressed, as their browser is known, and leaves the button', async () => {
    const { web, confirmed } = createWebBench();
    const id = Number((await web.send({ ...said('通知', 'a'), receiptOf: 'd-1' }, never)).platformMessageId);

    const pressed = await web.press({ slug: 'demo', name: '张三', visitor: 'v1', messageId: id, place: null });

    expect(pressed).toEqual({ text: '张三，已登记收到。', label: null });
    expect(confirmed).toEqual([
      { deliveryId: 'd-1', conversation: demo, sender: { platformId: 'visitor:v1', name: '张三' } },
    ]);
    expect((await web.history('demo', { after: null, limit: 9 }))[0]?.buttons).toEqual({
      kind: 'receipt',
      deliveryId: 'd-1',
    });
  });

  it('is refused where nobody asked, in another group, for another button and under another name', async () => {
    const { web, confirmed, chosen } = createWebBench();
    const by = { slug: 'demo', name: '张三', visitor: null };
    const plain = Number((await web.send(said('早', 'a'), never)).platformMessageId);
    const asks = Number((await web.send({ ...said('通知', 'b'), receiptOf: 'd-1' }, never)).platformMessageId);
    const choices = { deliveryId: 'd-2', labels: ['好', '不好'] };
    const rates = Number((await web.send({ ...said('如何？', 'c'), choices }, never)).platformMessageId);

    for (const wrong of [
      { ...by, messageId: plain, place: null },
      { ...by, messageId: 99, place: null },
      { ...by, messageId: asks, place: null, slug: 'hr' },
      { ...by, messageId: asks, place: 0 },
      { ...by, messageId: rates, place: null },
      { ...by, messageId: rates, place: 2 },
    ])
      await expect(web.press(wrong)).rejects.toThrow('这条消息没有这个按钮，请刷新页面再看。');
    await expect(web.press({ ...by, name: '清语', messageId: asks, place: null })).rejects.toThrow('请换一个昵称');
    expect([confirmed, chosen]).toEqual([[], []]);
  });
});

describe('a post to a web group', () => {
  it('is one message for the same clientId, whoever sends it, and another one in another group', async () => {
    const { web, history } = createWebBench();

    const first = await web.post(post({ clientId: 'c1', name: '张三' }));
    const again = await web.post(post({ clientId: 'c1', name: '李四', text: '别的' }));
    const elsewhere = await web.post(post({ clientId: 'c1', slug: 'hr' }));

    expect(again).toEqual({ messageId: first.messageId, conversationId: 'web/demo', fresh: false });
    expect(elsewhere.fresh).toBe(true);
    expect(history.accepted.map(({ rawText }) => rawText)).toEqual(['早上好', '早上好']);
  });

  it('knows a browser by its id and a script by its name', async () => {
    const { web, calls } = createWebBench();

    await web.post(post({ clientId: 'a', visitor: 'v1' }));
    await web.post(post({ clientId: 'b', name: ' 张\u200b三 ' }));

    expect(calls.map(({ sender }) => sender)).toEqual([
      { platformId: 'visitor:v1', name: '张三', bot: false },
      { platformId: 'name:张三', name: '张三', bot: false },
    ]);
  });

  it('never lets a message of a member take the key of one of the bot', async () => {
    const { web, calls } = createWebBench();

    await web.post(post({ clientId: 'out/x' }));

    expect(calls[0]?.key).toBe('web/in/demo/out/x');
  });

  it.each([
    ['', '请填写昵称。'],
    [' \u3000 ', '请填写昵称。'],
    ['\u200b\u202e\u3164\u2800', '请填写昵称。'],
    ['一'.repeat(21), '昵称最多 20 个字，请改短一些。'],
    ['z\u0301'.repeat(11), '昵称最多 20 个字，请改短一些。'],
    ['清语', '「清语」是机器人的名字，请换一个昵称。'],
    ['清\u200b 语', '「清语」是机器人的名字，请换一个昵称。'],
    ['淸語', '「清语」是机器人的名字，请换一个昵称。'],
    ['清·语官方', '「清语」是机器人的名字，请换一个昵称。'],
    ['ＱｉｎｇＹｕ', '「清语」是机器人的名字，请换一个昵称。'],
  ])('refuses the nickname %j', async (name, message) => {
    const { web, calls } = createWebBench();

    await expect(web.post(post({ name }))).rejects.toMatchObject({ code: 'input/invalid', message });
    expect(calls).toEqual([]);
  });

  it.each([
    ['😀'.repeat(20), '😀'.repeat(20)],
    ['  张\n三  丰 ', '张 三 丰'],
    ['\u202e张三\u202c', '张三'],
    ['Dr. O’Brien', 'Dr. O’Brien'],
    ['清华语文组', '清华语文组'],
  ])('takes the nickname %j as %j', async (name, shown) => {
    const { web, calls } = createWebBench();

    await web.post(post({ name }));

    expect(calls[0]?.sender.name).toBe(shown);
  });

  it('takes 4000 characters, however many bytes they are, and refuses one more with the limit', async () => {
    const { web, calls } = createWebBench();

    await web.post(post({ text: '🎋'.repeat(4_000) }));
    const refused = web.post(post({ text: '字'.repeat(4_001), clientId: 'c2' }));

    await expect(refused).rejects.toMatchObject({ code: 'input/too-long', message: expect.stringContaining('4000') });
    expect(calls).toHaveLength(1);
  });

  it.each(['', '  \n ', '\u200b\u200d\ufeff', '\0'])('refuses the empty message %j', async (text) => {
    const { web } = createWebBench();

    await expect(web.post(post({ text }))).rejects.toMatchObject({ code: 'input/invalid', message: '消息不能为空。' });
  });

  it('keeps what was written but for what no database stores', async () => {
    const { web, calls } = createWebBench();

    await web.post(post({ text: 'a\0b\ud800c <b>\u202e👨‍👩‍👧' }));

    expect(calls[0]?.rawText).toBe('ab\ufffdc <b>\u202e👨‍👩‍👧');
  });

  it.each(['', 'x'.repeat(101), 'a\nb'])('refuses the clientId %j', async (clientId) => {
    const { web } = createWebBench();

    await expect(web.post(post({ clientId }))).rejects.toMatchObject({ code: 'input/invalid' });
  });

  it('finds no group that was not configured', async () => {
    const { web } = createWebBench();

    expect(web.find('nowhere')).toBeNull();
    await expect(web.post(post({ slug: 'nowhere' }))).rejects.toMatchObject({ code: 'record/not-found' });
  });
});

describe('a reply of the bot in a web group', () => {
  it('stands in the history with the question it replies to', async () => {
    const { web } = createWebBench();
    const { messageId } = await web.post(post({ text: '@清语 你好' }));

    const replyTo = { messageId, replyRef: null, sender: { platformId: 'name:张三', name: '张三' } };
    const sent = await web.send({ ...said('您好', 'r1'), replyTo }, never);

    const [, reply] = await web.history('demo', { after: null, limit: 50 });
    expect(reply).toMatchObject({ name: '清语', text: '您好', bot: true, replyTo: messageId });
    expect(sent.platformMessageId).toBe(String(reply?.id));
  });

  it('may be tried again after a failure of the store', async () => {
    const { web, history } = createWebBench();
    const whole = history.messages.recordOutbound;
    history.messages.recordOutbound = () => Promise.reject(new AppError('store/busy', '忙'));
    const message = said('您好', 'r1');

    await expect(web.send(message, never)).rejects.toMatchObject({ failure: { kind: 'transient' } });

    history.messages.recordOutbound = whole;
    await web.send(message, never);
    expect(await web.history('demo', { after: null, limit: 50 })).toHaveLength(1);
  });
});

describe('a listener of a web group', () => {
  it('gets what stands behind its place and then what comes, once and in order', async () => {
    const { web } = createWebBench();
    await web.post(post({ text: '一', clientId: '1' }));
    await web.post(post({ text: '二', clientId: '2' }));

    const listening = listen(web.follow('demo', 1, never), 4);
    await web.post(post({ text: '三', clientId: '3' }));
    await web.send(said('四', 'r'), never);
    await web.post(post({ text: '五', clientId: '5' }));

    expect(await listening).toEqual(['二', '三', '四', '五']);
  });

  it('hears from now on when it names no place', async () => {
    const { web, history } = createWebBench();
    await web.post(post({ text: '旧', clientId: '1' }));

    const listening = web.follow('demo', null, never);
    const next = listening[Symbol.asyncIterator]().next();
    await until(async () => history.reads() > 0);
    await new Promise((resolve) => setImmediate(resolve));
    await web.post(post({ text: '新', clientId: '2' }));

    expect((await next).value.map(({ text }: HistoryEntry) => text)).toEqual(['新']);
  });

  it('hears what another process wrote, without being woken', async () => {
    const { web, history } = createWebBench();

    const listening = listen(web.follow('demo', 0, never), 1);
    await history.messages.recordOutbound({
      key: 'elsewhere',
      conversationId: 'web/demo',
      text: '别处写的',
      replyTo: null,
      name: '清语',
      at: 0,
      file: null,
    });

    expect(await listening).toEqual(['别处写的']);
  });

  it('hears nothing of another group', async () => {
    const { web } = createWebBench();

    const listening = listen(web.follow('demo', 0, never), 1);
    await web.post(post({ slug: 'hr', text: '别的群', clientId: '1' }));
    await web.post(post({ text: '本群', clientId: '2' }));

    expect(await listening).toEqual(['本群']);
  });

  it('shares one look at the store with all others, and none remains when all have left', async () => {
    const { web, history } = createWebBench();
    const leave = new AbortController();
    const listening = Array.from({ length: 40 }, () => listen(web.follow('demo', 0, leave.signal), 2));
    await web.post(post({ text: '一', clientId: '1' }));
    await until(async () => history.reads() > 0);

    const before = history.reads();
    await web.post(post({ text: '二', clientId: '2' }));
    const heard = await Promise.all(listening);

    expect(heard).toEqual(Array.from({ length: 40 }, () => ['一', '二']));
    expect(history.reads() - before).toBeLessThan(10);
  });

  it('gets all of a history that is longer than one page', async () => {
    const { web } = createWebBench();
    const all = Array.from({ length: 950 }, (_, index) => `第${index}条`);
    for (const text of all) await web.post(post({ text, clientId: text }));

    expect(await listen(web.follow('demo', 0, never), 950)).toEqual(all);
  });

  it('misses nothing while hundreds come and go', async () => {
    const { web } = createWebBench();
    const texts = Array.from({ length: 300 }, (_, index) => `第${index}条`);

    const steady = listen(web.follow('demo', 0, never), 300);
    const comers: Promise<string[]>[] = [];
    for (const [index, text] of texts.entries()) {
      await web.post(post({ text, clientId: text }));
      if (index % 30 === 0) comers.push(listen(web.follow('demo', index, never), 300 - index));
    }

    expect(await steady).toEqual(texts);
    for (const [turn, heard] of (await Promise.all(comers)).entries()) expect(heard).toEqual(texts.slice(turn * 30));
  });
});

function post(changes: Partial<WebPost>): WebPost {
  return { slug: 'demo', name: '张三', text: '早上好', clientId: 'c1', visitor: null, ...changes };
}

/** The first `count` texts a listener hears. */
async function listen(entries: AsyncIterable<readonly HistoryEntry[]>, count: number): Promise<string[]> {
  const heard: string[] = [];
  for await (const batch of entries) {
    heard.push(...batch.map(({ text }) => text));
    if (heard.length >= count) break;
  }
  return heard;
}

async function until(condition: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
