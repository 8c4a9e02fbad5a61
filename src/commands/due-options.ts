import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';

export type DueOptions = { due?: string; dueDays?: string };

export function withDue(command: Command): Command {
  return command
    .option('--due <date>', '办到哪天为止（YYYY-MM-DD），含当天')
    .option('--due-days <n>', '从明天起算几个工作日（法定节假日不算，调休上班算）');
}

export function readDue({ due, dueDays }: DueOptions): { dueDay: string | null; workdays: number | null } {
  return { dueDay: due ?? null, workdays: dueDays === undefined ? null : readWhole(dueDays, '--due-days') };
}

/** Throws `usage/invalid`. */
export function readWhole(text: string, option: string): number {
  if (/^\d{1,6}$/u.test(text)) return Number(text);
  throw new AppError('usage/invalid', `${option} 后面要写一个整数，收到的是“${text}”。`);
}
