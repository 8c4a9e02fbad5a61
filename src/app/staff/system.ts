import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant } from '../../base/calendar.ts';
import type { Config } from '../../config.ts';
import type { SystemHandlerDeps } from '../../console/api/handlers/system.ts';
import { channelName, platformOf } from '../../domain/platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobProgress } from '../../ports/jobs.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { Store } from '../../ports/store.ts';
import type { ChannelUse } from '../channel-use.ts';
import type { Finding } from '../examine.ts';

export type SystemDeps = {
  config: Pick<Config, 'packageFile' | 'timeZone'>;
  store: Pick<Store, 'engine' | 'audit'>;
  clock: Clock;
  jobs: Pick<JobRunner, 'start'>;
  examine: () => Promise<Finding[]>;
  /** Everything into a file; resolves with the number of rows, and of originals of documents. */
  backup: (task: {
    file: string;
    signal: AbortSignal;
    onProgress: (progress: JobProgress) => void;
  }) => Promise<{ rows: number; originals: number }>;
  channelUse: () => Promise<ChannelUse[]>;
};

/** What the parts are called that are no channel. */
const titles: Readonly<Record<string, string>> = {
  store: '数据存储',
  index: '资料检索',
  integrity: '寄语库',
  holidays: '节假日',
  forms: '诉求表单',
  http: '网页与登录',
  deliveries: '投递',
  'chat model': '对话模型',
  'embedding model': '向量模型',
};

/** What runs, how it is, and all of it as a file. */
export function createStaffSystem(deps: SystemDeps): SystemHandlerDeps {
  const { config, store, clock, jobs } = deps;
  const startedAt = isoOf(clock.now());
  const version = readVersion(config.packageFile);
  // Channels are asked over the network: who looks at the same time gets the same answer.
  let looking: Promise<Finding[]> | null = null;

  return {
    show() {
      const { timeZone } = config;
      return { version, node: process.version, store: store.engine, timeZone, now: isoOf(clock.now()), startedAt };
    },

    async examine() {
      looking ??= deps.examine().finally(() => (looking = null));
      const findings = (await looking).map((one) => ({
        ...one,
        title: titles[one.name] ?? channelName(one.name),
        channel: platformOf(one.name) !== null,
      }));
      return { findings, at: isoOf(clock.now()) };
    },

    async channelUse() {
      const channels = (await deps.channelUse()).map((one) => ({ ...one, title: channelName(one.id) }));
      return { channels, at: isoOf(clock.now()) };
    },

    async backup(user) {
      const at = clock.now();
      const entry = { at, who: user.name, subject: 'store', detail: {} };
      await store.audit.append({ ...entry, action: 'store/backup' });
      const { id } = await jobs.start({ kind: 'store/backup', userId: user.id, title: '备份全部数据' }, async (job) => {
        const stamp = formatInstant(at, config.timeZone).replace(/\D/gu, '');
        const name = `清语备份-${stamp}.qingyu.gz`;
        const path = join(job.folder, name);
        const { signal, report: onProgress } = job;
        const { rows, originals } = await deps.backup({ file: path, signal, onProgress });
        const note = `备份了 ${rows} 条记录，${originals} 份资料原件。`;
        return { file: { name, mime: 'application/gzip', path }, note };
      });
      return id;
    },
  };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

function readVersion(file: string): string {
  const [, version = '0'] = /"version": "([^"]+)"/u.exec(readFileSync(file, 'utf8')) ?? [];
  return version;
}
