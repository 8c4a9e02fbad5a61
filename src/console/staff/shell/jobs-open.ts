let shown = false;
const listeners = new Set<() => void>();

/** Whether the list of jobs is open: any page may open it. */
export const opened = {
  is: (): boolean => shown,
  listen(changed: () => void): () => void {
    listeners.add(changed);
    return () => void listeners.delete(changed);
  },
};

export function open(now: boolean): void {
  shown = now;
  for (const changed of listeners) changed();
}
