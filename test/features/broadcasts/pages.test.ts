import { describe, expect, it } from 'vitest';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';

const all = { after: null, limit: 50 };

/** Every page, one behind the other. */
async function readAll<T>(
  page: (after: string | null) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[][]> {
  const pages: T[][] = [];
  let after: string | null = null;
  do {
    const { items, next }: { items: T[]; next: string | null } = await page(after);
    pages.push(items);
    after = next;
  } while (after !== null);
  return pages;
}

async function sent(bench: BroadcastBench, groups: number): Promise<string> {
  for (let number = 0; number < groups; number += 1) await bench.enroll(`g${number}`);
  const { broadcast } = await bench.desk.plan(draft({ receipt: { reason: '核对', until: bench.clock.now() + 1_000 } }));
  await bench.settle();
  return broadcast.id;
}

describe('broadcasts page by page', () => {
  it('are all there once, newest first, also when several were ordered in one instant', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();
    const ids: string[] = [];
    for (let number = 0; number < 7; number += 1) {
      if (number % 3 === 0) bench.clock.advance(1_000);
      ids.push((await bench.desk.plan(draft({ text: `${number}` }))).broadcast.id);
    }

    const pages = await readAll(async (after) => {
      const { broadcasts, next } = await bench.desk.page({ after, limit: 3 });
      return { items: broadcasts.map(({ id, createdAt }) => ({ id, createdAt })), next };
    });

    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(
      pages
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
    const times = pages.flat().map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it.each(['x', '1', '1~', '~x', '-1~x'])('have no place %j', async (after) => {
    const bench = await openBroadcasts();

    await expect(bench.desk.page({ ...all, after })).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

describe('the deliveries of a broadcast page by page', () => {
  it('are all there once, and can be those of one state', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('still', { muted: true });
    const id = await sent(bench, 5);

    const pages = await readAll(async (after) => {
      const { deliveries, next } = await bench.desk.showPage(id, { after, limit: 4, state: null });
      return { items: deliveries.map(({ group }) => group), next };
    });
    const skipped = await bench.desk.showPage(id, { ...all, state: 'skipped' });

    expect(pages.map(({ length }) => length)).toEqual([4, 2]);
    expect(pages.flat().toSorted()).toEqual(['群 g0', '群 g1', '群 g2', '群 g3', '群 g4', '群 still']);
    expect(skipped).toMatchObject({ id, counts: { sent: 5, skipped: 1 }, next: null });
    expect(skipped.deliveries).toMatchObject([{ group: '群 still', state: 'skipped' }]);
  });

  it('are those of a daily message too', async () => {
    const bench = await openBroadcasts();
    const groupId = await bench.enroll();
    await bench.store.dailyDays.fix({ date: '2026-11-23', messageId: 'm', text: '寄语', plannedAt: 1 });
    const day = { id: 'd1', key: `daily/2026-11-23/${groupId}`, kind: 'daily', conversationId: groupId } as const;
    const rest = {
      text: '寄语',
      replyTo: null,
      broadcastId: null,
      fileId: null,
      reminds: null,
      notBefore: 1,
      closesAt: null,
      skipped: null,
    };
    await bench.store.deliveries.add([{ ...day, ...rest }], 1);

    const shown = await bench.desk.showPage('daily/2026-11-23', { ...all, state: null });

    expect(shown).toMatchObject({ kind: 'daily', text: '寄语', deliveries: [{ id: 'd1', groupId }], next: null });
  });

  it('are of nothing that is not there, and have no place that is none', async () => {
    const bench = await openBroadcasts();
    const id = await sent(bench, 1);
    const page = { ...all, state: null };

    for (const wrong of ['none', 'daily/2026-11-23', '../../etc/passwd', ''])
      await expect(bench.desk.showPage(wrong, page)).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(bench.desk.showPage(id, { ...page, after: 'x' })).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

describe('the receipts of a broadcast page by page', () => {
  it('say who gave which, where, and whether they were late', async () => {
    const bench = await openBroadcasts();
    const id = await sent(bench, 1);
    const { deliveries } = await bench.desk.showPage(id, { ...all, state: null });
    const [{ id: deliveryId, groupId } = { id: '', groupId: '' }] = deliveries;
    for (const [place, name] of ['王会长', '李会长', '赵会长'].entries()) {
      const at = bench.clock.now() + place * 900;
      await bench.store.receipts.record({ deliveryId, kind: 'acknowledged', person: name, name, at });
    }

    const pages = await readAll(async (after) => {
      const { receipts, next } = await bench.desk.receipts(id, { after, limit: 2 });
      return { items: receipts, next };
    });

    expect(pages.map((page) => page.map(({ name, late }) => [name, late]))).toEqual([
      [
        ['王会长', false],
        ['李会长', false],
      ],
      [['赵会长', true]],
    ]);
    expect(pages[0]?.[0]).toMatchObject({ deliveryId, groupId, group: '群 g0', kind: 'acknowledged' });
    await expect(bench.desk.receipts('none', all)).rejects.toMatchObject({ code: 'record/not-found' });
  });
});
