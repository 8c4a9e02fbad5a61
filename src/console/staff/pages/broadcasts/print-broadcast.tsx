import { useParams } from 'react-router';
import { stateNames } from '../../../../features/broadcasts/state-names.ts';
import { type Answer, call } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { type PrintColumn, PrintedLedger } from '../../shell/printed-ledger.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { useAll } from '../../shell/use-all.ts';
import { useSegmentInWords } from './segment-words.tsx';

type Delivery = Answer<'showBroadcast'>['deliveries'][number];

const most = 2_000;
const longest = 40;

/** The deliveries of a broadcast on paper: every group, when it was sent, how many said 收到, and why not. */
export function PrintBroadcast() {
  const { id = '' } = useParams();
  const broadcast = useRoute('showBroadcast', { params: { id }, query: { limit: 1 } });
  const to = useSegmentInWords(broadcast.data?.segment ?? null);
  const reading = useAll<Delivery>({
    of: ['showBroadcast', id],
    most,
    async page(after, signal) {
      const { deliveries, next } = await call(
        'showBroadcast',
        { params: { id }, query: { limit: 200, after } },
        signal,
      );
      return { rows: deliveries, next };
    },
  });
  return (
    <ReadState of={broadcast}>
      {({ text, at }) => (
        <ReadState of={reading} rows={12}>
          {({ rows, cut }) => (
            <PrintedLedger<Delivery>
              title="群发投递台账"
              about={`${showTime(at)} 发给${to}，${rows.length} 个群：${shortened(text)}`}
              back={`/broadcasts/${encodeURIComponent(id)}`}
              rows={rows}
              keyOf={(one) => one.id}
              columns={columns}
              cut={cut ? `只有前 ${most} 个群。` : null}
            />
          )}
        </ReadState>
      )}
    </ReadState>
  );
}

const columns: readonly PrintColumn<Delivery>[] = [
  { title: '群', of: ({ group }) => group },
  { title: '状态', of: ({ state }) => stateNames[state] },
  { title: '发出时间', of: ({ sentAt }) => (sentAt === null ? '' : showTime(sentAt)) },
  { title: '收到', of: ({ acknowledged }) => `${acknowledged} 人` },
  { title: '说明', wide: true, of: ({ reason }) => reason ?? '' },
];

function shortened(text: string): string {
  const letters = Array.from(text.replace(/\s+/gu, ' ').trim());
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : letters.join('');
}
