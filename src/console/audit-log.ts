import { join } from 'node:path';
import { addDays, formatInstant, instantAt, isDay } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import { auditActions, type AuditEntry, operator } from '../domain/audit.ts';
import type { User } from '../domain/user.ts';
import type { AuditFilter } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { TableExporter } from '../ports/exporter.ts';
import type { JobRunner } from '../ports/job-runner.ts';
import type { Store } from '../ports/store.ts';
import { auditActionName, auditActionNames, auditDetailWords, auditFindingWords } from './audit-words.ts';

/** An entry as people read it; `at` is ISO. */
export type ToldEntry = {
  seq: number;
  at: string;
  who: string;
  action: string;
  actionName: string;
  subject: string;
  detail: string;
};

export type AuditLogDeps = {
  store: Pick<Store, 'audit' | 'users'>;
  jobs: Pick<JobRunner, 'start'>;
  csv: TableExporter;
  clock: Clock;
  timeZone: string;
};

/** Null = any; `from` and `to` are days, both included. */
export type AuditQuery = Omit<AuditFilter, 'from' | 'until'> & { from: string | null; to: string | null };

/** The audit log as administrators read it. Throws `input/invalid` for days that are none. */
export type AuditLog = {
  /** `after`: the `next` of the page before; throws `input/invalid` when it is none. */
  page(
    query: AuditQuery,
    at: { after: string | null; limit: number },
  ): Promise<{ entries: ToldEntry[]; next: string | null }>;
  words(): Promise<{ actions: { action: string; name: string }[]; people: string[] }>;
  verify(): Promise<{ whole: boolean; entries: number; sentence: string; at: string }>;
  /** That it was taken is on record before; resolves with the id of the job. */
  export(query: AuditQuery, user: User): Promise<string>;
};

const exportPage = 1_000;

const columns = [
  { header: '序号', width: 8 },
  { header: '时间', width: 18 },
  { header: '谁', width: 12 },
  { header: '做了什么', width: 16 },
  { header: '对象', width: 24 },
  { header: '说明', width: 60 },
  { header: '校验值', width: 66 },
];

export function createAuditLog(deps: AuditLogDeps): AuditLog {
  const { store, jobs, csv, clock, timeZone } = deps;
  const timeOf = (at: number): string => formatInstant(at, timeZone);
  const told = ({ seq, at, who, action, subject, detail }: AuditEntry): ToldEntry => ({
    seq,
    at: new Date(at).toISOString(),
    who,
    action,
    actionName: auditActionName(action),
    subject,
    detail: auditDetailWords(detail, timeOf),
  });

  return {
    async page(query, { after, limit }) {
      const filter = toFilter(query, timeZone);
      const entries = await store.audit.page(filter, { before: readAfter(after), limit: limit + 1 });
      const shown = entries.slice(0, limit);
      const next = entries.length > limit ? String(shown.at(-1)?.seq ?? 0) : null;
      return { entries: shown.map(told), next };
    },

    async words() {
      const people = (await store.users.list()).map(({ name }) => name);
      const actions = auditActions.map((action) => ({ action, name: auditActionNames[action] }));
      return { actions, people: [...people, operator] };
    },

    async verify() {
      const found = await store.audit.verify();
      return { entries: found.entries, at: new Date(clock.now()).toISOString(), ...auditFindingWords(found) };
    },

    async export(query, user) {
      const filter = toFilter(query, timeZone);
      const at = clock.now();
      const detail = { format: 'csv' };
      const last = await store.audit.append({ at, who: user.name, action: 'audit/export', subject: 'audit', detail });
      const { id } = await jobs.start({ kind: 'audit/export', userId: user.id, title: '导出操作记录' }, async (job) => {
        const name = `操作记录-${timeOf(at).slice(0, 10)}.csv`;
        const path = join(job.folder, name);
        let rows = 0;
        const counted = (count: number): void => {
          job.signal.throwIfAborted();
          job.report({ done: (rows += count), total: null });
        };
        await csv.write({ title: '操作记录', columns, rows: rowsOf({ filter, before: last.seq + 1, counted }) }, path);
        return { file: { name, mime: 'text/csv; charset=utf-8', path }, note: `导出了 ${rows} 条。` };
      });
      return id;
    },
  };

  type Walk = { filter: AuditFilter; before: number; counted: (rows: number) => void };

  async function* rowsOf({ filter, before: first, counted }: Walk): AsyncGenerator<string[]> {
    for (let before = first; ;) {
      const entries = await store.audit.page(filter, { before, limit: exportPage });
      for (const entry of entries) {
        const { seq, at, who, actionName, subject, detail } = { ...told(entry), at: timeOf(entry.at) };
        yield [String(seq), at, who, actionName, subject, detail, entry.hash];
      }
      counted(entries.length);
      if (entries.length < exportPage) return;
      before = entries.at(-1)?.seq ?? 0;
    }
  }
}

function toFilter({ from, to, ...rest }: AuditQuery, timeZone: string): AuditFilter {
  for (const day of [from, to])
    if (day !== null && !isDay(day)) throw new AppError('input/invalid', `没有 ${day} 这一天，请改一下日期。`);
  if (from !== null && to !== null && from > to)
    throw new AppError('input/invalid', '开始的日期不能晚于结束的日期，请改一下。');
  const startOf = (day: string): number => instantAt(day, '00:00', timeZone);
  return {
    ...rest,
    from: from === null ? null : startOf(from),
    until: to === null ? null : startOf(addDays(to, 1)),
  };
}

function readAfter(after: string | null): number | null {
  if (after === null) return null;
  if (/^[1-9]\d{0,14}$/u.test(after)) return Number(after);
  throw new AppError('input/invalid', 'after 应为上一页给的 next。');
}
