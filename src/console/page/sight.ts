/** So long it must stand before the eyes to count as seen. */
const lookMs = 1_000;
/** So much of a message, or of the window where it is longer than that. */
const enough = 0.5;

export type SightDeps = {
  /** What scrolls. */
  log: HTMLElement;
  onSeen(id: number): void;
};

export type Sight = {
  /** Tells once when the entry in this element was seen. */
  watch(element: HTMLElement, id: number): void;
};

/** Tells which messages were seen: on the screen for a moment, in a window that is in front. */
export function createSight({ log, onSeen }: SightDeps): Sight {
  const ids = new Map<Element, number>();
  const inView = new Set<Element>();
  let timer = 0;

  /** Whatever comes into view or to the front starts the moment anew for all; only what stays in view to its end is seen. */
  function look(): void {
    window.clearTimeout(timer);
    if (document.visibilityState !== 'visible' || inView.size === 0) return;
    timer = window.setTimeout(() => {
      if (document.visibilityState === 'visible') for (const element of inView) see(element);
    }, lookMs);
  }

  function see(element: Element): void {
    const id = ids.get(element);
    observer.unobserve(element);
    inView.delete(element);
    ids.delete(element);
    if (id !== undefined) onSeen(id);
  }

  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, intersectionRect, boundingClientRect, rootBounds } of changes) {
        const wanted = enough * Math.min(boundingClientRect.height, rootBounds?.height ?? window.innerHeight);
        if (intersectionRect.height > 0 && intersectionRect.height >= wanted) inView.add(target);
        else inView.delete(target);
      }
      look();
    },
    { root: log, threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1] },
  );
  document.addEventListener('visibilitychange', look);

  return {
    watch(element, id) {
      ids.set(element, id);
      observer.observe(element);
    },
  };
}
