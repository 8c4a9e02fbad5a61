import type { TableColumnType } from 'antd';
import { Link } from 'react-router';
import { satisfactionNames } from '../../../../domain/case.ts';
import { sourceNames } from '../../../../features/reception/labels.ts';
import { showRecorded, showTime } from '../../shell/time.ts';
import { Due, type Listed, StatusTag } from './words.tsx';

export type Column = TableColumnType<Listed> & { key: string; title: string };

const orNothing = (text: string | null) => text ?? <span className="quiet">—</span>;

/** All there are; `usualColumns` are shown until somebody chooses. */
export const columns: readonly Column[] = [
  {
    key: 'no',
    title: '编号',
    width: 116,
    fixed: 'left',
    render: (_, one) => (
      <Link to={`/cases/${one.no}`} className="figures case-no">
        {one.no}
      </Link>
    ),
  },
  { key: 'kind', title: '类别', width: 100, render: (_, one) => one.kindName },
  { key: 'status', title: '状态', width: 96, render: (_, one) => <StatusTag status={one.status} /> },
  {
    key: 'content',
    title: '内容',
    width: 290,
    render: (_, one) => <span className="case-content">{one.content}</span>,
  },
  { key: 'organization', title: '单位', width: 160, render: (_, one) => orNothing(one.organization) },
  { key: 'member', title: '提交人', width: 100, render: (_, one) => orNothing(one.member ?? one.contact) },
  { key: 'phone', title: '电话', width: 132, className: 'figures', render: (_, one) => orNothing(one.phone) },
  { key: 'category', title: '分类', width: 100, render: (_, one) => orNothing(one.category) },
  { key: 'assignee', title: '承办', width: 120, render: (_, one) => orNothing(one.assignee) },
  { key: 'dueAt', title: '期限', width: 132, sorter: true, render: (_, one) => <Due of={one} /> },
  {
    key: 'createdAt',
    title: '登记',
    width: 148,
    sorter: true,
    className: 'figures',
    render: (_, one) => showRecorded(one.createdAt),
  },
  {
    key: 'updatedAt',
    title: '最近变动',
    width: 148,
    sorter: true,
    className: 'figures',
    render: (_, one) => showTime(one.updatedAt),
  },
  { key: 'endedAt', title: '办结', width: 148, className: 'figures', render: (_, one) => showRecorded(one.endedAt) },
  { key: 'source', title: '来源', width: 100, render: (_, one) => sourceNames[one.source] },
  {
    key: 'satisfaction',
    title: '满意度',
    width: 100,
    render: (_, one) => orNothing(one.satisfaction === null ? null : satisfactionNames[one.satisfaction]),
  },
];

export const usualColumns = ['no', 'kind', 'status', 'content', 'organization', 'assignee', 'dueAt', 'createdAt'];
