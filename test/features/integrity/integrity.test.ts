import { describe, expect, it } from 'vitest';
import { createIntegrityAbility } from '../../../src/features/integrity/integrity.ts';
import type { Reply } from '../../../src/ports/outcome.ts';
import { openPlan, type PlanBench } from '../../support/plan-bench.ts';
import { message } from '../../support/store-builders.ts';

describe('asking for the message of the day', () => {
  it.each(['寄语', '/寄语', '／寄语', '今日寄语', '今天的寄语？', '每日寄语。', ' 清廉寄语 ', '/daily'])(
    'by %s shows it as it goes out',
    async (text) => {
      const bench = await openPlan('2026-11-24T07:00:00+08:00');
      await bench.enroll();
      const replies = await ask(bench, text);

      bench.clock.set('2026-11-24T08:00:00+08:00');
      await bench.plan.planDue();

      const [sent] = await bench.deliveries('2026-11-24');
      expect(replies).toEqual([{ text: sent?.text }]);
    },
  );

  it('changes at midnight in the time zone of the association', async () => {
    const bench = await openPlan('2026-11-24T08:00:00+08:00');
    await bench.enroll();
    await bench.plan.planDue();
    bench.clock.set('2026-11-24T23:59:59+08:00');
    const before = await ask(bench, '寄语');
    bench.clock.set('2026-11-25T00:00:00+08:00');

    expect(await ask(bench, '寄语')).not.toEqual(before);
  });

  it('says so when there is none', async () => {
    const bench = await openPlan('2026-11-24T09:00:00+08:00');
    bench.setLibrary([]);

    expect(await ask(bench, '寄语')).toEqual([{ text: '今天还没有寄语。' }]);
  });

  it('shows and sends what a model drafted with its label', async () => {
    const bench = await openPlan('2026-11-24T07:00:00+08:00');
    await bench.enroll();
    bench.setLibrary([
      { id: 'own-0001', theme: '家风', text: '先问一声。', occasion: null, source: null, generated: true },
    ]);
    const replies = await ask(bench, '寄语');

    bench.clock.set('2026-11-24T08:00:00+08:00');
    await bench.plan.planDue();

    const text = '【清廉文化每日寄语】\n先问一声。\n（AI 生成，经人工审核）';
    expect(replies).toEqual([{ text }]);
    expect(await bench.deliveries('2026-11-24')).toMatchObject([{ text }]);
  });

  it.each([
    ['without a reason', ['领导安排'], '今天不发寄语。'],
    ['with the reason that is for members', ['领导安排', '今天是国家公祭日。'], '今天不发寄语：今天是国家公祭日。'],
  ] as const)('says that none is sent on a day staff skip, %s', async (...[, [reason, told], said]) => {
    const bench = await openPlan('2026-12-13T09:00:00+08:00');
    await bench.enroll();
    await bench.orders.skip('2026-12-13', reason, told);
    const before = await ask(bench, '寄语');

    await bench.plan.planDue();

    expect([before, await ask(bench, '/寄语')]).toEqual([[{ text: said }], [{ text: said }]]);
  });

  it.each(['寄语是谁写的？', '建议：寄语短一些', '你好', ''])('is not what %j does', async (text) => {
    expect(await ask(await openPlan('2026-11-24T09:00:00+08:00'), text)).toBeNull();
  });
});

async function ask({ store, plan, clock }: PlanBench, text: string): Promise<Reply[] | null> {
  const handle = createIntegrityAbility({ plan, clock, timeZone: 'Asia/Shanghai' });
  const { messageId } = await store.messages.accept(message(`${text}/${clock.now()}`, { text }), clock.now());
  const stored = await store.messages.find(messageId);
  const outcome = stored && (await handle(stored));
  return outcome && store.transaction(outcome);
}
