import { describe, expect, it } from 'vitest';
import { createReadChecks } from '../../../src/features/broadcasts/read-checks.ts';
import { findRoll } from '../../../src/features/broadcasts/roll-desk.ts';
import { type Channel, ChannelError, type Reader, type SentMessage } from '../../../src/ports/channel.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message, organization, person } from '../../support/store-builders.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const wang: Reader = { platformId: 'ou-wang', name: '王会长', at: null };
const nameless: Reader = { platformId: 'ou-li', name: null, at: null };

/** A platform that is asked; `answer` gives what it says next. */
async function open() {
  const asked: SentMessage[] = [];
  let answer: () => Promise<readonly Reader[]> = async () => [];
  const channel = {
    ...createScriptedChannel([], false, { readers: { withinMs: 7 * day } }),
    async readers(sent: SentMessage) {
      asked.push(sent);
      return answer();
    },
  };
  const bench = await openBroadcasts(channel);
  const channels = new Map<string, Channel>([[channel.id, channel]]);
  const groupId = await bench.enroll('a');
  const worker = ({ store, clock }: BroadcastBench) =>
    createReadChecks({ store, clock, log: createNotingLog(), channels });
  const ask = async (receipt: { reason: string; until: null } | null = { reason: '核对', until: null }) => {
    const { broadcast } = await bench.desk.plan(draft({ receipt }));
    await bench.settle();
    return broadcast.id;
  };
  const { signal } = new AbortController();
  return {
    ...bench,
    bench,
    channels,
    asked,
    groupId,
    worker,
    ask,
    /** From now on it names these. */
    readBy(...readers: Reader[]): void {
      answer = async () => readers;
    },
    answerWith(next: typeof answer): void {
      answer = next;
    },
    async roundAfter(ms: number): Promise<void> {
      bench.clock.advance(ms);
      await worker(bench).round(signal);
    },
  };
}

describe('who saw a broadcast, where the platform can be asked', () => {
  it('is counted, on the board and with their names, and is nobody before', async () => {
    const { ask, readBy, roundAfter, desk, asked, store, channels } = await open();
    const id = await ask();
    expect((await desk.show(id)).deliveries).toMatchObject([{ read: 0, delivered: null }]);
    readBy(wang, nameless);

    await roundAfter(59_000);
    expect(asked).toEqual([]);
    await roundAfter(1_000);

    expect(asked).toEqual([{ to: { channel: 'web', kind: 'group', platformId: 'a' }, platformMessageId: 'p1' }]);
    const { deliveries } = await desk.show(id, { receipts: true });
    expect(deliveries).toMatchObject([{ read: 2, acknowledged: 0 }]);
    expect(deliveries[0]?.receipts?.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
      'read 未发过言的成员',
      'read 王会长',
    ]);
    const { rolls } = await findRoll({ store, channels }, id);
    expect(rolls[0]).toMatchObject({ tells: ['read'] });
    expect(rolls[0]?.rows).toHaveLength(2);
  });

  it('is asked at 1, 5, 15 minutes, 1 and 6 hours, then once a day, and a last time before the platform forgets', async () => {
    const { ask, asked, clock, worker, bench } = await open();
    await ask();
    const began = clock.now();
    const at: number[] = [];
    const { signal } = new AbortController();
    for (let place = 0; place < 8 * 24 * 6; place += 1) {
      clock.advance(place < 2 * 60 ? minute : 10 * minute);
      const before = asked.length;
      await worker(bench).round(signal);
      if (asked.length > before) at.push((clock.now() - began) / minute);
    }

    expect(at).toEqual([1, 5, 15, 60, 360, 1_440, 2_880, 4_320, 5_760, 7_200, 8_640, 10_070]);
  });

  it('is not asked of what asks for nothing', async () => {
    const { ask, asked, roundAfter } = await open();
    await ask(null);

    await roundAfter(hour);

    expect(asked).toEqual([]);
  });

  it('does not invent somebody a second time who writes later, and then knows their name', async () => {
    const { ask, readBy, roundAfter, store, channels, clock } = await open();
    const id = await ask();
    readBy(nameless);
    await roundAfter(minute);
    const sender = { platformId: 'ou-li', name: '李会长', bot: false };
    await store.messages.accept(message('9', { group: 'a', sender }), clock.now());
    await roundAfter(5 * minute);

    const { rolls } = await findRoll({ store, channels }, id);

    expect(rolls[0]?.rows).toMatchObject([{ name: '李会长', expected: true, read: expect.any(Number) }]);
    expect(await store.members.list()).toHaveLength(1);
  });

  it('is asked no more when everybody has seen it of whom a 收到 is expected', async () => {
    const { ask, readBy, roundAfter, asked, store, groupId } = await open();
    await store.organizations.put([organization('餐饮协会')]);
    await store.people.put([person('王会长', '餐饮协会'), person('李会长', '餐饮协会')]);
    await store.conversations.setOrganization(groupId, 'o-餐饮协会');
    await ask();
    readBy(wang);
    await roundAfter(minute);
    readBy(wang, { ...nameless, name: '李会长' });
    await roundAfter(5 * minute);

    await roundAfter(hour);
    await roundAfter(day);

    expect(asked).toHaveLength(2);
  });

  it('is asked again later when the platform does not answer, after its delay when it says one, and not when it never will', async () => {
    const { ask, answerWith, roundAfter, asked } = await open();
    const fail = (failure: ChannelError['failure']) => async () => {
      throw new ChannelError(failure, '问不到。');
    };
    await ask();
    answerWith(fail({ kind: 'transient' }));
    await roundAfter(minute);
    answerWith(fail({ kind: 'rate_limited', retryAfterMs: 30 * minute }));
    await roundAfter(4 * minute);
    await roundAfter(29 * minute);
    expect(asked).toHaveLength(2);
    answerWith(fail({ kind: 'gone' }));
    await roundAfter(minute);
    expect(asked).toHaveLength(3);

    await roundAfter(day);

    expect(asked).toHaveLength(3);
  });

  it('is asked by one worker at a time, and by another one after it has died in the middle', async () => {
    const { ask, answerWith, readBy, asked, clock, desk, bench, worker } = await open();
    const id = await ask();
    clock.advance(minute);
    const { signal } = new AbortController();
    // It never hears the answer, as when it was killed.
    let reached = (): void => {};
    const inCall = new Promise<void>((resolve) => (reached = resolve));
    answerWith(() => {
      reached();
      return new Promise(() => {});
    });
    void worker(bench).round(signal);
    await inCall;
    readBy(wang);
    const next = worker(await bench.second());

    await next.round(signal);
    expect(asked).toHaveLength(1);
    clock.advance(10 * minute);
    await next.round(signal);

    expect(asked).toHaveLength(2);
    expect((await desk.show(id)).deliveries).toMatchObject([{ read: 1 }]);
  });

  it('is asked for few at a time, and the others get their turn', async () => {
    const { ask, roundAfter, asked, enroll } = await open();
    for (let place = 0; place < 24; place += 1) await enroll(`more-${place}`);
    await ask();

    await roundAfter(minute);
    expect(asked.length).toBeLessThan(25);
    for (let place = 0; place < 6 && asked.length < 25; place += 1) await roundAfter(30_000);

    expect(new Set(asked.map(({ to }) => to.platformId)).size).toBe(25);
  });
});
