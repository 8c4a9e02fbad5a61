import { AppError } from '../../base/errors.ts';
import type { Case, CaseAction, CaseStatus } from '../../domain/case.ts';
import { actionsFrom, caseMoves, type FollowAction, followActions, statusAfter } from '../../domain/case-flow.ts';
import { actionNames, statusNames } from './labels.ts';

/**
 * Who shall act, by what is written: an account, a person of the address book (`协会/姓名`), an organization, or
 * `单位：名称` for a body that is in no list. `dueDay` `YYYY-MM-DD`, or `workdays` from today; both null = as it was.
 */
export type AssignOrder = { to: string; lead: string | null; dueDay: string | null; workdays: number | null };

/** `note`: the reason, the result, or a remark; what of it is for the submitter is theirs to read. */
export type CaseAct =
  | { action: Exclude<FollowAction, 'assign'>; note: string | null }
  | { action: 'assign'; note: string | null; order: AssignOrder };

const longestNote = 2_000;

/** What must be said with an act. */
const noteNames: Partial<Record<CaseAction, string>> = {
  decline: '不予受理要写原因',
  return: '退回要写原因',
  resolve: '办结要写办理结果',
  reopen: '重新办理要写原因',
  note: '备注是空的，请写上内容',
  reply: '回复是空的，请写上要告诉提交人的话',
};

/** The note as it is kept; throws `input/invalid` or `input/too-long`. */
export function readNote(action: CaseAction, written: string | null): string | null {
  const note = written?.trim() ?? '';
  if (note === '') {
    if (!caseMoves[action].needsNote) return null;
    throw new AppError('input/invalid', `${noteNames[action] ?? '请写明原因'}。`);
  }
  if (Array.from(note).length <= longestNote) return note;
  throw new AppError('input/too-long', `说明超过 ${longestNote} 字，请写短一些。`);
}

/** The status it leads to; throws `record/conflict` with what can be done instead. */
export function checkMove({ no, status }: Pick<Case, 'no' | 'status'>, action: CaseAction): CaseStatus {
  const next = statusAfter(action, status);
  if (next !== null) return next;
  const possible = actionsFrom(status, followActions).map((one) => actionNames[one]);
  throw new AppError(
    'record/conflict',
    `${no} 现在是“${statusNames[status]}”，不能${actionNames[action]}；可以：${possible.join('、')}。`,
  );
}
