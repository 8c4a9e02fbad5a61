/// <reference lib="dom" />
import type { Page } from 'playwright-core';

export type Contrast = { selector: string; ratio: number };

/** Contrast of the first element of each selector against what is painted behind it, as WCAG counts it. */
export function measureContrast(page: Page, selectors: readonly string[]): Promise<Contrast[]> {
  return page.evaluate((wanted) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('no canvas');

    /** Paints colours over each other and reads what comes out. */
    const blend = (colours: string[]): number[] => {
      for (const colour of ['white', ...colours]) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return Array.from(canvas.getImageData(0, 0, 1, 1).data.subarray(0, 3));
    };
    const luminance = (rgb: number[]): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((part) =>
        part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element): string[] => {
      const own = getComputedStyle(element).backgroundColor;
      return element.parentElement ? [...behind(element.parentElement), own] : [own];
    };

    return wanted.map((selector) => {
      const element = document.querySelector(selector);
      if (!element) throw new Error(`nothing is ${selector}`);
      const ground = behind(element);
      const [one, two] = [blend(ground), blend([...ground, getComputedStyle(element).color])].map(luminance);
      const [light, dark] = [Math.max(one ?? 0, two ?? 0), Math.min(one ?? 0, two ?? 0)];
      return { selector, ratio: (light + 0.05) / (dark + 0.05) };
    });
  }, selectors);
}
