import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findAlike } from '../../../src/features/reception/duplicates.ts';
import { by, openFollowUp } from '../../support/follow-up-bench.ts';

/** Written by us; `same` names what a case is about, null = nobody else speaks of it. The unseen ones chose nothing. */
const labelled = readFileSync('test/fixtures/case-duplicates.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line, index) => ({
    ...z
      .object({
        set: z.enum(['chosen', 'unseen']),
        same: z.string().nullable(),
        kind: z.string(),
        organization: z.string().nullable(),
        content: z.string(),
      })
      .parse(JSON.parse(line)),
    expectation: null,
    no: `2026-${String(index + 1).padStart(4, '0')}`,
  }));

/** Of all pairs that mean the same, how many are shown, and how many of those shown do; each case is held against all. */
async function measure(
  set: 'chosen' | 'unseen',
): Promise<{ pairs: number; recall: number; precision: number; first: number }> {
  let [pairs, found, shown, first, asked] = [0, 0, 0, 0, 0];
  for (const one of labelled.filter((other) => other.set === set)) {
    const alike = await findAlike(one, labelled);
    const isSame = (no: string): boolean =>
      one.same !== null && labelled.find((other) => other.no === no)?.same === one.same;
    pairs += labelled.filter(({ no, same }) => no !== one.no && same !== null && same === one.same).length;
    found += alike.filter(({ no }) => isSame(no)).length;
    shown += alike.length;
    if (one.same === null) continue;
    asked += 1;
    if (isSame(alike[0]?.no ?? '')) first += 1;
  }
  return { pairs, recall: found / pairs, precision: found / shown, first: first / asked };
}

describe('near-duplicates', () => {
  it.each(['chosen', 'unseen'] as const)('are found among the %s ones, and little else', async (set) => {
    const measured = await measure(set);

    const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
    process.stdout.write(
      `near-duplicates, ${set}: ${measured.pairs} pairs, recall ${percent(measured.recall)}, precision ${percent(measured.precision)}, first ${percent(measured.first)}\n`,
    );
    expect(measured.recall).toBeGreaterThanOrEqual(0.95);
    expect(measured.precision).toBeGreaterThanOrEqual(0.65);
  });

  it('are looked for piece by piece: whatever else waits has its turn in between', async () => {
    const many = Array.from({ length: 2_000 }, (_, place) => {
      const { content, ...rest } = labelled[place % labelled.length] ?? must();
      return { ...rest, content: `${content}，第 ${place} 号楼`, no: `2025-${place}` };
    });
    const found = new AbortController();
    let turns = 0;
    const others = (async () => {
      for (; !found.signal.aborted; turns += 1) await setImmediate();
    })();

    expect(await findAlike(labelled[0] ?? must(), many)).toHaveLength(10);
    found.abort();
    await others;

    const characters = many.reduce((sum, { content }) => sum + content.length, 0);
    expect(turns).toBeGreaterThan(characters / 3_000);
  });
});

function must(): never {
  throw new Error('nothing is labelled');
}

describe('staff', () => {
  it('see with a reason which open ones may be the same', async () => {
    const { submit, followUp, act } = await openFollowUp();
    const first = await submit('王会长', '解放西路停车太难了，请增加临时停车位');
    const second = await submit('李会长', '在解放西路多划些夜间临时停车位，客人没地方停车');
    const third = await submit('赵会长', '会费收据当场开');

    expect((await followUp.duplicates(first)).cases).toMatchObject([
      { no: second, status: 'registered', reason: expect.stringContaining('都提到“解放西路”') },
    ]);
    expect((await followUp.duplicates(third)).cases).toEqual([]);
    await act(second, 'decline', '不属于本会');
    expect((await followUp.duplicates(first)).cases).toEqual([]);
  });

  it('merge two, both who submitted are told, and hear of what becomes of it', async () => {
    const { submit, followUp, act, assign, heard, say, store } = await openFollowUp();
    const first = await submit('王会长', '解放西路停车太难了，请增加临时停车位');
    const second = await submit('李会长', '在解放西路多划些夜间临时停车位', 'group');
    await assign(first, '单位：停车办', { dueDay: '2026-12-01' });
    await heard();

    expect(await followUp.merge({ no: first, into: second }, by)).toMatchObject({
      case: { status: 'merged' },
      told: 2,
    });
    expect((await heard()).toSorted()).toEqual([
      `王会长: ${first} 与另一件内容相同，已合并办理，进展照样告诉您。`,
      `群: ${second} 收到了同样的反映，已合并一起办理。`,
    ]);
    expect(await store.assignments.findOpen(first)).toBeNull();
    await assign(second, '单位：停车办');
    await act(second, 'resolve', '已划 20 个');
    const told = await heard();
    expect(told.filter((line) => line.startsWith('王会长'))).toEqual([
      `王会长: ${first} 已安排办理。\n已办结。\n结果：已划 20 个`,
    ]);
    expect(await say('王会长', `/进度 ${first}`)).toEqual([
      `${first}：与另一件相同，合并办理，已办结（2026-11-23 09:00 登记）\n结果：已划 20 个`,
    ]);
    expect((await followUp.story(second)).merged).toEqual([first]);
  });

  it('cannot merge what has ended, or into itself, or into what has ended', async () => {
    const { submit, followUp, act } = await openFollowUp();
    const [first, second] = [await submit('王会长', '增加临时停车位'), await submit('王会长', '会费收据当场开')];
    await act(first, 'decline', '不属于本会');

    await expect(followUp.merge({ no: second, into: second }, by)).rejects.toThrow('不能并入自己');
    await expect(followUp.merge({ no: second, into: first }, by)).rejects.toThrow('不能再并入别的');
    await expect(followUp.merge({ no: first, into: second }, by)).rejects.toMatchObject({ code: 'record/conflict' });
  });
});
