import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Charts } from '../../ports/charts.ts';
import { chartSvg } from './chart-svg.ts';

/** Pictures drawn with a font that comes along; renderer and font are loaded when the first is asked for. */
export function createCharts(): Charts {
  return {
    async draw(chart) {
      const { renderAsync } = await import('@resvg/resvg-js');
      const font = { fontFiles: [fontFile()], loadSystemFonts: false, defaultFontFamily: 'Noto Sans Hans' };
      const image = await renderAsync(chartSvg(chart), { font });
      return image.asPng();
    },
  };
}

function fontFile(): string {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return join(dirname(entry), '../fonts/NotoSansHans-Regular.otf');
}
