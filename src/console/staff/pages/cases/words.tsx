import { Tag } from 'antd';
import type { Answer } from '../../api/call.ts';
import { statusNames } from '../../../../features/reception/labels.ts';

export type Listed = Answer<'listCases'>['cases'][number];
export type Whole = Answer<'showCase'>;
export type Status = Listed['status'];

const tones: Record<Status, string> = {
  registered: 'is-new',
  accepted: 'is-taken',
  in_progress: 'is-going',
  resolved: 'is-done',
  reported_back: 'is-done',
  declined: 'is-over',
  withdrawn: 'is-over',
  merged: 'is-over',
};

export function StatusTag({ status }: { status: Status }) {
  return <Tag className={`case-status ${tones[status]}`}>{statusNames[status]}</Tag>;
}

/** The last day, and how far it is while that matters; never by colour alone. */
export function Due({ of: { dueDay, daysLeft } }: { of: Pick<Listed, 'dueDay' | 'daysLeft'> }) {
  if (dueDay === null) return <span className="quiet">—</span>;
  if (daysLeft === null) return <span className="figures">{dueDay}</span>;
  return (
    <span className={`figures ${daysLeft < 0 ? 'is-late' : daysLeft <= 1 ? 'is-near' : ''}`}>
      {dueDay} <span className="due-left">{leftInWords(daysLeft)}</span>
    </span>
  );
}

function leftInWords(days: number): string {
  if (days < 0) return `已过 ${-days} 个工作日`;
  return days === 0 ? '今天到期' : `还有 ${days} 个工作日`;
}

export const deliveryNames: Record<Whole['told'][number]['state'], string> = {
  pending: '等着发送',
  claimed: '正在发送',
  sending: '正在发送',
  sent: '已送达平台',
  failed: '没有发出',
  unknown: '结果不明',
  skipped: '没有发送',
};
