import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError } from '../../../../src/base/errors.ts';
import type { PassageIndex } from '../../../../src/ports/passage-index.ts';
import {
  contentOf,
  election,
  everywhere,
  fees,
  idsFound,
  reception,
} from '../../../contract/passage-index/contents.ts';
import { createGate } from '../../../support/gate.ts';
import { startQdrantBench } from '../../../support/qdrant-bench.ts';
import type { Fault, SeenRequest } from '../../../support/qdrant-emulator.ts';

const question = '会员单位每年缴纳多少会费';
const isSearch = ({ path }: SeenRequest): boolean => path.includes('/points/query');

describe('Qdrant that does not answer', () => {
  it.each<[string, Fault, RegExp]>([
    ['that breaks', { status: 500 }, /Qdrant 出错/],
    ['that is overloaded', { status: 503 }, /Qdrant 出错/],
    ['that is too busy', { status: 429, retryAfter: 0 }, /请求过多/],
    ['that hangs up', 'drop', /连不上 Qdrant/],
    ['that refuses the key', { status: 403 }, /QDRANT_API_KEY/],
    ['that understands nothing', { status: 422 }, /HTTP 422/],
  ])('%s gives one sentence, and all is well when it is back', async (_, fault, sentence) => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees, election]);

    emulator.failWith((request) => (isSearch(request) ? fault : null));
    const failure = await failureOf(() => index.search(question, everywhere));
    emulator.failWith(null);

    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'index/unavailable', message: expect.stringMatching(sentence) });
    expect((await idsFound(index, question))[0]).toBe('fees#0');
  });

  it('that hangs is given up when its time is over, and all is well when it is back', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open({ patience: { read: 5_000 } });
    await index.put([fees, election]);
    // Time passes when the server holds the request: one that is slow on a busy machine must not be taken for it.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const held = createGate();
    emulator.failWith((request) => {
      if (!isSearch(request)) return null;
      held.open();
      return 'hang';
    });

    const failing = failureOf(() => index.search(question, everywhere));
    await held.passed;
    await vi.advanceTimersByTimeAsync(5_000);
    const failure = await failing;
    emulator.failWith(null);

    expect(failure).toMatchObject({ code: 'index/unavailable', message: expect.stringMatching(/没有及时回应/) });
    expect((await idsFound(index, question))[0]).toBe('fees#0');
  });

  it('is down for every method, and heals by itself', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees, election]);
    const methods: ((index: PassageIndex) => Promise<unknown>)[] = [
      (one) => one.put([contentOf('new', { passages: ['新的。'] })]),
      (one) => one.remove(['fees']),
      (one) => one.hashes(),
      (one) => one.size(),
      (one) => one.isCurrent(),
      (one) => one.startOver(),
      (one) => one.passagesOf('fees'),
      (one) => one.search(question, everywhere),
    ];

    await emulator.stop();
    for (const method of methods) {
      expect(await failureOf(() => method(index))).toMatchObject({ code: 'index/unavailable' });
      expect(await failureOf(() => method(open()))).toMatchObject({ code: 'index/unavailable' });
    }

    await emulator.start();
    expect((await idsFound(index, question))[0]).toBe('fees#0');
    expect(await index.size()).toMatchObject({ documents: 2, passages: 4 });
  });

  it('is not noticed when only one connection broke', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees]);

    for (const fault of ['drop', 'drop-answer'] as const) {
      const broken = { isDone: false };
      emulator.failWith(() => {
        if (broken.isDone) return null;
        broken.isDone = true;
        return fault;
      });
      await index.put([contentOf('more', { passages: [`${fault}之后的规定。`] })]);

      expect(broken.isDone).toBe(true);
      expect((await index.passagesOf('more'))[0]?.text).toBe(`${fault}之后的规定。`);
    }
  });

  it('is waited for once when it asks for it', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees]);
    const answers = new Map<string, number>();

    emulator.failWith(({ path }) => {
      answers.set(path, (answers.get(path) ?? 0) + 1);
      return answers.get(path) === 1 ? { status: 429, retryAfter: 0 } : null;
    });

    expect((await idsFound(index, question))[0]).toBe('fees#0');
  });
});

describe('the key of Qdrant', () => {
  it('is sent', async () => {
    const { open } = await startQdrantBench({ apiKey: 'open sesame' });
    const index = open();

    await index.put([fees]);

    expect((await idsFound(index, question))[0]).toBe('fees#0');
  });

  it.each([null, 'wrong'])('is named when it is %s', async (apiKey) => {
    const { open } = await startQdrantBench({ apiKey: 'open sesame' });

    const failure = await failureOf(() => open({ apiKey }).put([fees]));

    expect(failure).toMatchObject({
      code: 'index/unavailable',
      message: expect.stringContaining('QDRANT_API_KEY'),
    });
    expect(String(failure)).not.toContain('open sesame');
  });
});

describe('a write that Qdrant only acknowledges', () => {
  it('is waited for, so that nothing is taken for complete before it is', async () => {
    const { emulator, open } = await startQdrantBench();
    const index = open();
    await index.put([fees, election]);
    const newFees = contentOf('fees', { hash: 'fees-2', passages: ['会费由会员大会决定。', '减免由理事会决定。'] });

    emulator.failWith(({ path, method }) => (method === 'PUT' || path.endsWith('/delete') ? 'acknowledge' : null));
    await index.put([newFees]);
    await index.remove(['election']);

    expect(await index.hashes()).toEqual(new Map([['fees', 'fees-2']]));
    await index.put([reception]);
    expect((await index.hashes()).get('reception')).toBe('reception-1');
    expect(await index.passagesOf('fees')).toEqual(newFees.passages);
    expect(await index.size()).toMatchObject({ documents: 2, passages: 3 });
  });
});

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => null,
    (error: unknown) => error,
  );
}
