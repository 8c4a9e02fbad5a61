import type { Metric } from '../console/metrics.ts';
import { deliveryStates } from '../domain/delivery.ts';
import { generationOutcomes } from '../domain/generation.ts';
import type { PassageIndex } from '../ports/passage-index.ts';
import type { Store } from '../ports/store.ts';

export type MetricDeps = { store: Store; index: PassageIndex };

/** What `/metrics` shows. */
export function metricsOf(deps: MetricDeps): Metric[] {
  return [
    {
      name: 'qingyu_deliveries',
      help: 'Deliveries in the ledger by state.',
      type: 'gauge',
      async collect() {
        const counts = await deps.store.deliveries.countStates();
        return deliveryStates.map((state) => ({ labels: { state }, value: counts[state] }));
      },
    },
    {
      name: 'qingyu_passages',
      help: 'Passages in the index.',
      type: 'gauge',
      collect: async () => [{ labels: {}, value: (await deps.index.size()).passages }],
    },
    {
      name: 'qingyu_passages_without_vector',
      help: 'Passages that wait for their vector.',
      type: 'gauge',
      collect: async () => [{ labels: {}, value: (await deps.index.size()).withoutVector }],
    },
    {
      name: 'qingyu_generated_answers',
      help: 'Answers asked of a model, by what became of them; running ones end in another.',
      type: 'gauge',
      async collect() {
        const totals = await deps.store.generations.totals();
        return generationOutcomes.map((outcome) => ({ labels: { outcome }, value: totals[outcome].count }));
      },
    },
    {
      name: 'qingyu_model_tokens',
      help: 'Tokens paid for, by direction and by what became of the answer.',
      type: 'counter',
      async collect() {
        const totals = await deps.store.generations.totals();
        return generationOutcomes.flatMap((outcome) =>
          (['input', 'output'] as const).map((direction) => ({
            labels: { direction, outcome },
            value: totals[outcome].usage[direction],
          })),
        );
      },
    },
    {
      name: 'process_resident_memory_bytes',
      help: 'Resident memory of the process.',
      type: 'gauge',
      collect: async () => [{ labels: {}, value: process.memoryUsage.rss() }],
    },
  ];
}
