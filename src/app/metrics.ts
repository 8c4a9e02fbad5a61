import type { Metric } from '../console/metrics.ts';
import { deliveryStates } from '../domain/delivery.ts';
import { generationOutcomes } from '../domain/generation.ts';
import type { PassageIndex } from '../ports/passage-index.ts';
import type { Store } from '../ports/store.ts';
import type { Latency } from './latency.ts';

export type MetricDeps = { store: Store; index: PassageIndex; latency: Latency };

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
      name: 'qingyu_messages_waiting',
      help: 'Messages of members that nobody has looked at yet.',
      type: 'gauge',
      collect: async () => [{ labels: {}, value: await deps.store.messages.countWaiting() }],
    },
    {
      name: 'qingyu_answers_total',
      help: 'Messages this process has answered since it started.',
      type: 'counter',
      collect: async () => [{ labels: {}, value: deps.latency.totals().count }],
    },
    {
      name: 'qingyu_answer_seconds_total',
      help: 'How long all of them waited together; by the number of answers, the mean.',
      type: 'counter',
      collect: async () => [{ labels: {}, value: deps.latency.totals().seconds }],
    },
    {
      name: 'qingyu_channel_up',
      help: 'Whether a channel that needs a connection has one.',
      type: 'gauge',
      async collect() {
        const statuses = await deps.store.channelStatuses.list();
        return statuses.map(({ channel, state }) => ({ labels: { channel }, value: Number(state === 'up') }));
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
