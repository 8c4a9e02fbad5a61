export type CaseKind = 'suggestion' | 'complaint' | 'dispute' | 'demand' | 'fee_report';

export const caseKinds: readonly CaseKind[] = ['suggestion', 'complaint', 'dispute', 'demand', 'fee_report'];

/** Registered is the first of the statuses; the others come with the follow-up of cases. */
export type CaseStatus = 'registered';

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

/** One structured record, numbered `2026-0001` in the order of a year. */
export type Case = CaseFields & {
  no: string;
  status: CaseStatus;
  conversationId: string;
  memberId: string;
  memberName: string;
  /** The message it was made from; one message makes a case once. */
  messageId: number;
  dueAt: number | null;
  createdAt: number;
};
