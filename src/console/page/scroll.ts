/** This close to the end counts as reading the newest. */
const nearPx = 80;

export type Scroll = {
  /** Runs a change and keeps the reader where they were: at the end, or at what they are reading. */
  keep(change: () => void, added: number): void;
  /** The same for what comes in above. */
  keepBelow(change: () => void): void;
  toEnd(): void;
};

/** Follows the newest message unless the reader has scrolled up; then a button tells how many are new. */
export function createScroll(log: HTMLElement, jump: HTMLButtonElement): Scroll {
  let unseen = 0;
  let atEnd = true;

  function toEnd(): void {
    log.scrollTop = log.scrollHeight;
    settle(true);
  }

  function settle(end: boolean): void {
    atEnd = end;
    if (end) unseen = 0;
    jump.hidden = end;
    jump.textContent = unseen === 0 ? '回到最新' : `${unseen} 条新消息`;
  }

  function isNearEnd(): boolean {
    return log.scrollHeight - log.scrollTop - log.clientHeight < nearPx;
  }

  log.addEventListener('scroll', () => settle(isNearEnd()), { passive: true });
  jump.addEventListener('click', () => {
    toEnd();
    log.focus({ preventScroll: true });
  });
  // A keyboard that opens, a composer that grows, a phone that is turned.
  new ResizeObserver(() => atEnd && toEnd()).observe(log);

  return {
    toEnd,
    keep(change, added) {
      const follow = isNearEnd();
      change();
      if (follow) return toEnd();
      unseen += added;
      settle(false);
    },
    keepBelow(change) {
      const fromEnd = log.scrollHeight - log.scrollTop;
      change();
      log.scrollTop = log.scrollHeight - fromEnd;
    },
  };
}
