import { deliveryStates } from '../domain/delivery.ts';
import type { Channel } from '../ports/channel.ts';
import type { DailyLibrary } from '../ports/daily-library.ts';
import type { PassageIndex } from '../ports/passage-index.ts';
import type { Store } from '../ports/store.ts';

/** What one part of the bot is like; `action` says what to do about it, null when nothing. */
export type Finding = { name: string; state: 'ok' | 'warn' | 'fail' | 'off'; detail: string; action: string | null };

export type ExamineDeps = { store: Store; index: PassageIndex; library: DailyLibrary; channels: readonly Channel[] };

/** The parts the bot cannot do without, for `/readyz` and for `doctor`. */
export function vitalParts(deps: ExamineDeps): { name: string; check: () => Promise<Finding> }[] {
  return [
    { name: 'store', check: () => examineStore(deps.store) },
    { name: 'index', check: async () => examineIndex(deps.index) },
    ...deps.channels.map((channel) => ({ name: channel.id, check: async () => examineChannel(channel) })),
  ];
}

/** Everything, for `doctor`. */
export async function examine(deps: ExamineDeps): Promise<Finding[]> {
  const parts = [
    ...vitalParts(deps),
    { name: 'integrity', check: () => examineLibrary(deps.library) },
    { name: 'deliveries', check: () => examineDeliveries(deps.store) },
  ];
  return Promise.all(
    parts.map(({ name, check }) =>
      check().catch((error: unknown): Finding => {
        const detail = error instanceof Error ? error.message : '检查时出错';
        return { name, state: 'fail', detail, action: '按说明处理后再运行 doctor' };
      }),
    ),
  );
}

async function examineStore(store: Store): Promise<Finding> {
  await store.ping();
  const detail = store.engine === 'sqlite' ? 'SQLite，数据在 DATA_DIR' : 'PostgreSQL';
  return { name: 'store', state: 'ok', detail, action: null };
}

function examineIndex(index: PassageIndex): Finding {
  const { documents, passages } = index.size();
  if (documents > 0)
    return { name: 'index', state: 'ok', detail: `${documents} 份资料，${passages} 个段落`, action: null };
  return {
    name: 'index',
    state: 'warn',
    detail: '知识库是空的',
    action: '把文档放进 knowledge/ 下的文件夹，或用 ingest 读入',
  };
}

function examineChannel(channel: Channel): Finding {
  const { state, detail } = channel.health();
  const states = { up: 'ok', degraded: 'warn', down: 'fail' } as const;
  return { name: channel.id, state: states[state], detail, action: state === 'up' ? null : '检查该渠道的设置和网络' };
}

async function examineLibrary(library: DailyLibrary): Promise<Finding> {
  const messages = await library.read();
  if (messages.length > 0) return { name: 'integrity', state: 'ok', detail: `${messages.length} 条寄语`, action: null };
  return { name: 'integrity', state: 'warn', detail: '寄语库是空的', action: '在 knowledge/integrity 里放上寄语' };
}

async function examineDeliveries(store: Store): Promise<Finding> {
  const counts = await store.deliveries.countStates();
  const detail = deliveryStates.map((state) => `${state} ${counts[state]}`).join('，');
  if (counts.unknown === 0) return { name: 'deliveries', state: 'ok', detail, action: null };
  return {
    name: 'deliveries',
    state: 'warn',
    detail,
    action: `${counts.unknown} 条投递结果不明，需要人工判断是否已送达`,
  };
}
