import { deliveryStates } from '../domain/delivery.ts';
import { stateNames } from '../features/broadcasts/state-names.ts';
import type { Channel } from '../ports/channel.ts';
import type { Holidays } from '../features/broadcasts/holidays.ts';
import type { Forms } from '../ports/forms.ts';
import type { DailyLibrary } from '../ports/daily-library.ts';
import type { PassageIndex } from '../ports/passage-index.ts';
import type { Config } from '../config.ts';
import { examineAbsent } from './channels.ts';
import { type ChannelUse, readChannelUse } from './channel-use.ts';
import { examineChannel, inspectChannel } from './examine-channels.ts';
import { examineForms } from './examine-forms.ts';
import { examineExposure } from './examine-exposure.ts';
import { examineHolidays } from './examine-holidays.ts';
import { examineModels } from './examine-models.ts';
import type { Knowledge } from './knowledge.ts';
import type { Models } from './models.ts';
import type { Store } from '../ports/store.ts';

/** What one part of the bot is like; `action` says what to do about it, null when nothing. */
export type Finding = { name: string; state: 'ok' | 'warn' | 'fail' | 'off'; detail: string; action: string | null };

export type ExamineDeps = {
  models: Models;
  knowledge: Pick<Knowledge, 'isFilled'>;
  store: Store;
  index: PassageIndex;
  library: DailyLibrary;
  holidays: () => Promise<Holidays>;
  forms: Forms;
  channels: readonly Channel[];
  config: Config;
  now: () => number;
};

/** The parts the bot cannot do without, for `/readyz` and for `doctor`. */
export function vitalParts(deps: ExamineDeps): { name: string; check: () => Promise<Finding> }[] {
  return [
    ...storeParts(deps),
    ...deps.channels.map((channel) => ({ name: channel.id, check: () => examineChannel(withLimits(deps), channel) })),
  ];
}

/** What the channels may send and have sent. */
export function examineUse(deps: ExamineDeps): Promise<ChannelUse[]> {
  return readChannelUse(withLimits(deps), deps.channels);
}

function withLimits({ store, now, config: { timeZone, dailyCap, http } }: ExamineDeps) {
  return { store, now, timeZone, dailyCap, publicUrl: http.publicUrl };
}

function storeParts(deps: ExamineDeps): { name: string; check: () => Promise<Finding> }[] {
  return [
    { name: 'store', check: () => examineStore(deps.store) },
    { name: 'index', check: () => examineIndex(deps) },
  ];
}

/** Everything, for `doctor`. */
export async function examine(deps: ExamineDeps): Promise<Finding[]> {
  const [parts, channels, models] = await Promise.all([
    examineParts(deps),
    Promise.all(deps.channels.map((channel) => inspectChannel(withLimits(deps), channel))),
    examineModels(deps.models),
  ]);
  return [...parts, ...channels.flat(), ...examineAbsent(deps.config), ...models];
}

function examineParts(deps: ExamineDeps): Promise<Finding[]> {
  const parts = [
    ...storeParts(deps),
    { name: 'integrity', check: () => examineLibrary(deps.library) },
    { name: 'holidays', check: () => examineHolidays(deps) },
    { name: 'forms', check: () => examineForms(deps) },
    { name: 'http', check: async () => examineExposure(deps.config) },
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

async function examineIndex({ index, knowledge }: ExamineDeps): Promise<Finding> {
  const { documents, passages, withoutVector } = await index.size();
  const where = index.shared ? 'Qdrant' : '内置检索';
  const waiting = withoutVector === 0 ? '' : `，${withoutVector} 个段落还没有向量`;
  if (!knowledge.isFilled())
    return { name: 'index', state: 'fail', detail: `${where}，正在载入资料`, action: '稍等片刻再看' };
  const detail = `${where}，${documents} 份资料，${passages} 个段落${waiting}`;
  if (documents > 0) return { name: 'index', state: 'ok', detail, action: null };
  return {
    name: 'index',
    state: 'warn',
    detail: '知识库是空的',
    action: '把文档放进 knowledge/ 下的文件夹，或用 ingest 读入',
  };
}

async function examineLibrary(library: DailyLibrary): Promise<Finding> {
  const messages = await library.read();
  if (messages.length > 0) return { name: 'integrity', state: 'ok', detail: `${messages.length} 条寄语`, action: null };
  return { name: 'integrity', state: 'warn', detail: '寄语库是空的', action: '在 knowledge/integrity 里放上寄语' };
}

async function examineDeliveries(store: Store): Promise<Finding> {
  const counts = await store.deliveries.countStates();
  const detail = deliveryStates.map((state) => `${stateNames[state]} ${counts[state]}`).join('，');
  if (counts.unknown === 0) return { name: 'deliveries', state: 'ok', detail, action: null };
  return {
    name: 'deliveries',
    state: 'warn',
    detail,
    action: `${counts.unknown} 条投递结果不明，需要人工判断是否已送达`,
  };
}
