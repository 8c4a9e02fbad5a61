import type { Command } from 'commander';
import type { CaseQuery } from '../features/reception/case-query.ts';
import { kindNames, statusNames } from '../features/reception/labels.ts';

export type QueryOptions = { from?: string; to?: string; status?: string; kind?: string; json?: true };

export function withQuery(command: Command): Command {
  return command
    .option('--from <date>', '从哪天（YYYY-MM-DD）')
    .option('--to <date>', '到哪天，含当天')
    .option('--status <status>', `状态：${Object.values(statusNames).join('、')}`)
    .option('--kind <kind>', `类别：${Object.values(kindNames).join('、')}`);
}

export function toQuery({ from, to, status, kind }: QueryOptions): CaseQuery {
  return { from: from ?? null, to: to ?? null, status: status ?? null, kind: kind ?? null };
}
