import type { CaseKind, CaseStatus } from '../../domain/case.ts';

/** What people call the kinds and statuses of cases. */
export const kindNames = {
  suggestion: '建议',
  complaint: '投诉',
  dispute: '纠纷调解',
  demand: '诉求求助',
  fee_report: '违规涉企收费',
} as const satisfies Record<CaseKind, string>;

export const statusNames = { registered: '已登记' } as const satisfies Record<CaseStatus, string>;

/** How a status is told to the one who submitted. */
export const statusSentences = { registered: '已登记，等待受理' } as const satisfies Record<CaseStatus, string>;
