import type { NewFile } from '../../domain/file.ts';
import type { Charts } from '../../ports/charts.ts';
import type { CountCases } from './case-statistics.ts';
import { chartOf, statisticsInWords } from './statistics-chart.ts';

/** The year's figures in a few lines and as a picture; null while there is no case. */
export type FiguresWithPicture = () => Promise<{ text: string; picture: NewFile } | null>;

export function createFiguresWithPicture(deps: { countCases: CountCases; charts: Charts }): FiguresWithPicture {
  return async function figuresWithPicture() {
    const counted = await deps.countCases({ from: null, to: null, status: null, kind: null });
    if (counted.all.total === 0) return null;
    const name = `诉求统计 ${counted.to}.png`;
    const bytes = await deps.charts.draw(chartOf(counted));
    return { text: statisticsInWords(counted), picture: { name, mime: 'image/png', bytes } };
  };
}
