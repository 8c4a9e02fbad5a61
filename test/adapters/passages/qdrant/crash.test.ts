import { describe, expect, it } from 'vitest';
import type { PassageIndex } from '../../../../src/ports/passage-index.ts';
import { contentOf, election, everywhere, fees } from '../../../contract/passage-index/contents.ts';
import { type QdrantBench, startQdrantBench } from '../../../support/qdrant-bench.ts';
import type { Fault, SeenRequest } from '../../../support/qdrant-emulator.ts';

const text = (version: number, passage: number): string => `第${version}版会费规定，第${passage}则。`;
const rules = (version: number, size: number): ReturnType<typeof contentOf> =>
  contentOf('rules', {
    hash: `rules-${version}`,
    passages: Array.from({ length: size }, (_, passage) => text(version, passage)),
  });

const isWrite = ({ method, path }: SeenRequest): boolean =>
  method === 'PUT' || /\/points\/(?:delete|payload)$/.test(path);

/** From the write of this number on, the process reaches nobody: it was killed. */
function killAt(write: number, how: Fault): (request: SeenRequest) => Fault | null {
  let writes = 0;
  return (request) => {
    if (isWrite(request)) writes += 1;
    if (writes < write) return null;
    return writes === write && isWrite(request) ? how : 'drop';
  };
}

async function statesOf(index: PassageIndex): Promise<string> {
  const hits = await index.search('会费规定', { ...everywhere, limit: 50, documents: ['rules'] });
  return [...new Set(hits.map(({ passage }) => passage.text.slice(0, 3)))].join('+') + hits.length;
}

/** Runs a change that is killed at each of its writes in turn, until it gets through. */
async function killAtEach(
  change: (index: PassageIndex) => Promise<void>,
  look: (bench: QdrantBench, wasKilled: boolean) => Promise<void>,
): Promise<number> {
  for (let write = 1; ; write += 1) {
    for (const how of ['drop', 'drop-answer'] as const) {
      const bench = await startQdrantBench();
      await bench.open().put([rules(1, 6), fees]);
      const doomed = bench.open();
      await doomed.hashes();
      bench.emulator.failWith(killAt(write, how));
      const wasKilled = await change(doomed).then(
        () => false,
        () => true,
      );
      bench.emulator.failWith(null);
      await look(bench, wasKilled);
      if (!wasKilled) return write - 1;
    }
  }
}

describe('a process killed between two requests', () => {
  it('leaves a replaced document whole in one version, and what says so when it is not done', async () => {
    const writes = await killAtEach(
      (index) => index.put([rules(2, 4)]),
      async ({ open, emulator }, wasKilled) => {
        const index = open();
        const hash = (await index.hashes()).get('rules');
        expect(wasKilled ? ['rules-1', 'rules-2', ''] : ['rules-2']).toContain(hash);
        expect(await statesOf(index)).toMatch(hash === 'rules-2' ? /^第2版4$/ : /^(?:第1版6|第2版4)$/);

        await index.put([rules(3, 5)]);

        expect(await statesOf(index)).toBe('第3版5');
        expect((await index.hashes()).get('rules')).toBe('rules-3');
        expect(pointsIn(emulator)).toBe(1 + 5 + 1 + 2);
      },
    );

    expect(writes).toBeGreaterThan(3);
  });

  it('leaves nothing of a new document, or all of it', async () => {
    await killAtEach(
      (index) => index.put([election]),
      async ({ open, emulator }, wasKilled) => {
        const index = open();
        const hash = (await index.hashes()).get('election');
        expect(wasKilled ? [undefined, '', 'election-1'] : ['election-1']).toContain(hash);
        const whole = [...(hash === 'election-1' ? [] : [[]]), election.passages];
        expect(whole).toContainEqual(await index.passagesOf('election'));

        await index.remove(['election']);

        expect((await index.hashes()).has('election')).toBe(false);
        expect(pointsIn(emulator)).toBe(1 + 6 + 1 + 2);
      },
    );
  });

  it('leaves a removed document whole or gone, and what says so when it is not done', async () => {
    await killAtEach(
      (index) => index.remove(['rules']),
      async ({ open, emulator }) => {
        const index = open();
        const state = await statesOf(index);
        expect(state).toMatch(/^(?:第1版6|0)$/);
        const hash = (await index.hashes()).get('rules');
        expect(hash).toBe(state === '0' ? (hash === undefined ? undefined : '') : 'rules-1');

        await index.remove(['rules']);

        expect((await index.hashes()).has('rules')).toBe(false);
        expect(pointsIn(emulator)).toBe(1 + 2);
      },
    );
  });

  it('twice in a row leaves nothing behind in the end', async () => {
    const { open, emulator } = await startQdrantBench();
    await open().put([rules(1, 6)]);
    for (const version of [2, 3]) {
      const doomed = open();
      await doomed.hashes();
      emulator.failWith(killAt(3, 'drop'));
      await expect(doomed.put([rules(version, 4)])).rejects.toMatchObject({ code: 'index/unavailable' });
      emulator.failWith(null);
    }

    const index = open();
    expect(await statesOf(index)).toBe('第1版6');
    await index.put([rules(1, 6)]);

    expect(await index.hashes()).toEqual(new Map([['rules', 'rules-1']]));
    expect(pointsIn(emulator)).toBe(1 + 6);
  });
});

function pointsIn({ state }: QdrantBench['emulator']): number {
  return state.find('kb').points.all().length;
}
