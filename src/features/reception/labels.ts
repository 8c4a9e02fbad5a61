import type { BuiltInKind, CaseAction, CaseKind, CaseSource, CaseStatus } from '../../domain/case.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { KindNames } from '../../domain/form.ts';

/** What people call the kinds and statuses of cases. */
export const kindNames = {
  suggestion: '建议',
  complaint: '投诉',
  dispute: '纠纷调解',
  demand: '诉求求助',
  fee_report: '违规涉企收费',
} as const satisfies Record<BuiltInKind, string>;

/** As its form calls it; a kind that is not known any more is called what it is. */
export function kindName(kind: CaseKind, names: KindNames = new Map()): string {
  return names.get(kind) ?? new Map<CaseKind, string>(Object.entries(kindNames)).get(kind) ?? kind;
}

export const statusNames = {
  registered: '已登记',
  accepted: '已受理',
  in_progress: '办理中',
  resolved: '已办结',
  reported_back: '已反馈',
  declined: '不予受理',
  withdrawn: '已撤回',
  merged: '已并入',
} as const satisfies Record<CaseStatus, string>;

/** How a status is told to the one who submitted. */
export const statusSentences = {
  registered: '已登记，等待受理',
  accepted: '已受理，正在安排办理',
  in_progress: '正在办理',
  resolved: '已办结',
  reported_back: '已办结，已向您反馈',
  declined: '不予受理',
  withdrawn: '已按您的要求撤回',
  merged: '与另一件相同，合并办理',
} as const satisfies Record<CaseStatus, string>;

export const sourceNames = {
  chat: '群聊',
  desk: '工作人员',
  import: '导入',
  superior: '上级交办',
} as const satisfies Record<CaseSource, string>;

export const actionNames = {
  register: '登记',
  accept: '受理',
  decline: '不予受理',
  assign: '交办',
  start: '开始办理',
  return: '退回',
  note: '记录',
  reply: '回复',
  resolve: '办结',
  report_back: '反馈',
  reopen: '重新办理',
  rate: '评价',
  correct: '更正',
  withdraw: '撤回',
  merge: '合并',
  attach: '附件',
  erase: '删除个人信息',
} as const satisfies Record<CaseAction, string>;

/** Where a case comes from, as staff read it; a private conversation has no name to show. */
export function conversationName(of: Pick<Conversation, 'kind' | 'title' | 'platformId'>): string {
  return of.kind === 'direct' ? '私聊' : (of.title ?? of.platformId);
}
