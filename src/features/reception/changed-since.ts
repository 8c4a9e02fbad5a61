import type { Case, CaseStep } from '../../domain/case.ts';
import { actionNames, statusNames } from './labels.ts';
import { isTheirs } from './mask-personal.ts';

/** For whoever acts on a case that is no longer at the version they looked at. */
export function sayChanged(one: Case, steps: readonly CaseStep[], seen: number): string {
  const last = steps.at(-1);
  if (last === undefined || last.seq <= seen) return `${one.no} 刚被别人改过，请重新看一遍再改。`;
  const who = isTheirs(last, one) ? '提交人' : last.who;
  const before = steps.find(({ seq }) => seq === seen)?.status;
  return `${one.no} 已经被${who}${wordsOf(last, before)}，请重新看一遍再改。`;
}

function wordsOf({ action, status, detail }: CaseStep, before: Case['status'] | undefined): string {
  if (action === 'assign' && typeof detail['assignee'] === 'string') return `改为交办给${detail['assignee']}`;
  if (status !== before) return `改为“${statusNames[status]}”`;
  return `改过（${actionNames[action]}）`;
}
