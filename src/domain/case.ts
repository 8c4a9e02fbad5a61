/** An association may have kinds of its own; these five have words that tell them in free speech. */
export type BuiltInKind = 'suggestion' | 'complaint' | 'dispute' | 'demand' | 'fee_report';
export const builtInKinds: readonly BuiltInKind[] = ['suggestion', 'complaint', 'dispute', 'demand', 'fee_report'];

/** Identifier of a form in `knowledge/forms/`. */
export type CaseKind = string;

/** 已登记, 已受理, 办理中, 已办结, 已反馈; 不予受理, 已撤回, 已并入 another one. */
export const caseStatuses = [
  'registered',
  'accepted',
  'in_progress',
  'resolved',
  'reported_back',
  'declined',
  'withdrawn',
  'merged',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** Said in a chat, taken down by staff, read from a paper register, or given by a body above (督办). */
export const caseSources = ['chat', 'desk', 'import', 'superior'] as const;
export type CaseSource = (typeof caseSources)[number];

/** 满意, 基本满意, 不满意. */
export const satisfactions = ['satisfied', 'fairly', 'dissatisfied'] as const;
export type Satisfaction = (typeof satisfactions)[number];

export const satisfactionNames = {
  satisfied: '满意',
  fairly: '基本满意',
  dissatisfied: '不满意',
} as const satisfies Record<Satisfaction, string>;

/** What is taken from a member's words. Absent is null. */
export type CaseFields = {
  kind: CaseKind;
  organization: string | null;
  contact: string | null;
  phone: string | null;
  category: string | null;
  content: string;
  expectation: string | null;
};

/** Where a case comes from. A truly anonymous one has no conversation, no member and no message, but a claim code. */
export type CaseOrigin = {
  source: CaseSource;
  conversationId: string | null;
  memberId: string | null;
  memberName: string | null;
  /** The message it was made from. */
  messageId: number | null;
  /** Hex SHA-256 of the code by which somebody who stays unknown asks for it; null = none. */
  claimHash: string | null;
  /** The reception day it belongs to; null = any other day. */
  receptionDayId: string | null;
};

/** One structured record, numbered `2026-0001` in the order of a year. */
export type Case = CaseFields &
  CaseOrigin & {
    no: string;
    status: CaseStatus;
    /** Counts its changes from 1: a change of what was looked at before somebody else changed it is refused. */
    version: number;
    email: string | null;
    /** The organization of the directory that `organization` means, when it is known. */
    organizationId: string | null;
    /** Further fields of its form, by their names. */
    details: Readonly<Record<string, string>>;
    /** The number of the case it was merged into. */
    mergedInto: string | null;
    satisfaction: Satisfaction | null;
    dueAt: number | null;
    createdAt: number;
    updatedAt: number;
    /** Since when nothing is left to do; null = open. */
    endedAt: number | null;
  };

/** What was done to a case. */
export const caseActions = [
  'register',
  'accept',
  'decline',
  'assign',
  'start',
  'return',
  'note',
  'reply',
  'resolve',
  'report_back',
  'reopen',
  'rate',
  'correct',
  'withdraw',
  'merge',
  'attach',
  'erase',
] as const;
export type CaseAction = (typeof caseActions)[number];

/** One line of a case's story; lines are added and never changed. `who` as people read it; `at`: epoch ms. */
export type CaseStep = {
  seq: number;
  at: number;
  who: string;
  action: CaseAction;
  status: CaseStatus;
  note: string | null;
  /** What changed, by name: never a number to call. */
  detail: Readonly<Record<string, string | number | boolean | null>>;
};

/** Whether there is nothing left to do. */
export function isEnded(status: CaseStatus): boolean {
  return ['reported_back', 'resolved', 'declined', 'withdrawn', 'merged'].includes(status);
}
