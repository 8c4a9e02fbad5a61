import { useSearchParams } from 'react-router';
import { satisfactionNames } from '../../../../domain/case.ts';
import { sourceNames, statusNames } from '../../../../features/reception/labels.ts';
import { type Answer, call } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { type PrintColumn, PrintedLedger } from '../../shell/printed-ledger.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { useAll } from '../../shell/use-all.ts';
import { type Filter, lastList, readFilter, writeFilter } from './filter.ts';
import type { Listed } from './words.tsx';

/** More would be a book: as a file it can be sorted and searched. */
const most = 1_000;

/** The register on paper: all that the filter leaves, in its order. */
export function PrintCases() {
  const [params] = useSearchParams();
  const filter = readFilter(params);
  const choices = useRoute('listCaseChoices');
  const reading = useAll<Listed>({
    of: ['listCases', filter],
    most,
    async page(after, signal) {
      const { cases, next } = await call('listCases', { query: { ...filter, limit: 200, after } }, signal);
      return { rows: cases, next };
    },
  });
  const query = lastList() || writeFilter(filter).toString();
  return (
    <ReadState of={reading} rows={12}>
      {({ rows, cut }) => (
        <PrintedLedger<Listed>
          title="诉求台账"
          about={`${filterInWords(filter, choices.data)}，${rows.length} 件；姓名、电话已打码`}
          back={`/cases?${query}`}
          rows={rows}
          keyOf={({ no }) => no}
          columns={columns}
          cut={cut ? `只有前 ${most} 件。要全部，请用日期等条件分几次打印，或在台账里导出 Excel。` : null}
        />
      )}
    </ReadState>
  );
}

const columns: readonly PrintColumn<Listed>[] = [
  { title: '编号', of: ({ no }) => no },
  { title: '登记日期', of: ({ createdAt }) => showTime(createdAt, 'day') },
  { title: '单位', of: ({ organization }) => organization ?? '' },
  { title: '提交人', of: ({ member, contact }) => contact ?? member ?? '' },
  { title: '类别', of: ({ kindName }) => kindName },
  { title: '内容', wide: true, of: ({ content }) => content },
  { title: '承办', of: ({ assignee }) => assignee ?? '' },
  { title: '期限', of: ({ dueDay }) => dueDay ?? '' },
  { title: '状态', of: ({ status }) => statusNames[status] },
  { title: '办结日期', of: ({ endedAt }) => (endedAt === null ? '' : showTime(endedAt, 'day')) },
  { title: '满意度', of: ({ satisfaction }) => (satisfaction === null ? '' : satisfactionNames[satisfaction]) },
];

/** What the list was narrowed by, as the paper says it. */
function filterInWords(filter: Filter, choices: Answer<'listCaseChoices'> | undefined): string {
  const { from, to, kind, status, source, state, mine, day, organization, search } = filter;
  const words = [
    from || to ? `登记 ${from ?? ''} 至 ${to ?? '今'}` : '',
    choices?.kinds.find((one) => one.kind === kind)?.name ?? '',
    status === undefined ? '' : statusNames[status],
    source === undefined ? '' : sourceNames[source],
    state === undefined ? '' : { open: '没办完', overdue: '过期没办完' }[state],
    mine === undefined ? '' : '我承办的',
    day === undefined ? '' : `接待日 ${choices?.days.find(({ id }) => id === day)?.date ?? ''}`,
    organization === undefined ? '' : `单位含“${organization}”`,
    search === undefined ? '' : `搜索“${search}”`,
  ].filter((word) => word !== '');
  return words.length === 0 ? '全部' : words.join('、');
}
