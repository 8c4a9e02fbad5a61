import type { Holidays } from '../features/broadcasts/holidays.ts';
import { unknownYear } from '../features/broadcasts/series-times.ts';
import type { Store } from '../ports/store.ts';
import type { Finding } from './examine.ts';

export type ExamineHolidaysDeps = { store: Store; holidays: () => Promise<Holidays>; config: { timeZone: string } };

const name = 'holidays';
const most = 500;

/** Warns when the next times of a series fall into a year whose holidays are not known. Throws what reading the files does. */
export async function examineHolidays({ store, holidays, config }: ExamineHolidaysDeps): Promise<Finding> {
  const known = await holidays();
  const deps = { timeZone: config.timeZone, holidays: async () => known };
  const going = (await store.series.list(most)).filter(({ endedAt }) => endedAt === null);
  const years = await Promise.all(going.map((series) => unknownYear(deps, series)));
  const unknown = years.filter((year) => year !== null).toSorted();
  const [first] = unknown;
  if (first === undefined)
    return { name, state: 'ok', detail: `放假和调休的安排知道到 ${known.knownUntil} 年`, action: null };
  return {
    name,
    state: 'warn',
    detail: `${unknown.length} 个定期群发接下来有几次落在 ${first} 年，这一年的放假和调休还不知道，先按周一至周五和法定节日当天来算`,
    action: `国务院办公厅公布后（一般在 11 月），在 knowledge/holidays 里加一个 ${first}.yaml，写法见 knowledge/README.md，或升级清语`,
  };
}
