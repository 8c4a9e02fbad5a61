/** Tells in the tab how much has come while nobody looked. */
export function createTitle(): { arrived(): void } {
  const plain = document.title;
  let unseen = 0;

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    unseen = 0;
    document.title = plain;
  });
  return {
    arrived() {
      if (!document.hidden) return;
      unseen += 1;
      document.title = `（${unseen}）${plain}`;
    },
  };
}
