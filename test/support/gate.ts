/** Holds somebody up until it is opened, and lets a test wait until a place is reached. */
export type Gate = { passed: Promise<void>; open(): void; isOpen(): boolean };

export function createGate(): Gate {
  let opened = false;
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    passed,
    isOpen: () => opened,
    open() {
      opened = true;
      open();
    },
  };
}
