import type { Api } from './api.ts';
import type { Entry } from './entry.ts';
import type { Memory } from './memory.ts';
import type { Scroll } from './scroll.ts';
import type { Timeline } from './timeline.ts';

/** The most entries the server gives at once: a step of as many ids back cannot leave a gap. */
const step = 200;
const enough = 30;
const mostSteps = 10;

export type OlderDeps = { api: Api; scroll: Scroll; timeline: Timeline; memory: Memory; button: HTMLButtonElement };

/** Shows what was written before the oldest entry that is here, and takes the button away at the beginning. */
export async function loadOlder({ api, scroll, timeline, memory, button }: OlderDeps): Promise<void> {
  button.disabled = true;
  try {
    const { entries, from } = await readBack(api, timeline.oldest());
    scroll.keepBelow(() => {
      for (const entry of entries) timeline.add(entry, memory.isOwn(entry.id));
      button.hidden = from === 0;
    });
    button.textContent = '查看更早的消息';
  } catch {
    button.textContent = '没有取到，再试一次';
  } finally {
    button.disabled = false;
  }
}

/** Ids of other groups lie between ours, so it may take several steps to find enough. */
async function readBack(api: Api, before: number): Promise<{ entries: Entry[]; from: number }> {
  let entries: Entry[] = [];
  let from = before - 1;
  for (let steps = 0; steps < mostSteps && from > 0 && entries.length < enough; steps += 1) {
    const end = from;
    from = Math.max(0, end - step);
    const found = await api.after(from, step);
    entries = [...found.filter(({ id }) => id <= end), ...entries];
  }
  return { entries, from };
}
