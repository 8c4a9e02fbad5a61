import type { z } from 'zod';
import { bind, type Bound } from '../bind.ts';
import { todayRoutes as routes } from '../contract/today.ts';

/** What the first page of the console shows. */
export type ReadToday = () => Promise<z.input<typeof routes.showToday.answer>>;

export function createTodayHandlers(readToday: ReadToday) {
  return {
    showToday: bind(routes.showToday, () => readToday()),
  } satisfies Record<keyof typeof routes, Bound>;
}
