import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';

/** What needs a person now. */
export function Today() {
  const statistics = useRoute('showStatistics', {}, { every: 30_000 });
  return (
    <>
      <PageHead title="今日" about={showTime(new Date().toISOString(), 'weekday')} />
      <ReadState of={statistics}>{({ unknown }) => <p>{unknown}</p>}</ReadState>
    </>
  );
}
