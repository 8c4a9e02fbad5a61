import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Records } from '../../ports/store.ts';

/** The library of the files, and with it what staff wrote or a model drafted, and another person approved. */
export function withOwnMessages(files: DailyLibrary, { dailyDrafts }: Pick<Records, 'dailyDrafts'>): DailyLibrary {
  return {
    async read() {
      const [shipped, approved] = await Promise.all([files.read(), dailyDrafts.list(['approved'])]);
      const own = approved.map(({ id, theme, text, occasion, source, generated }) => {
        return { id, theme, text, occasion, source, ...(generated ? { generated } : {}) };
      });
      return [...shipped, ...own];
    },
  };
}
