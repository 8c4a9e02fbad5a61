import { useEffect, useState } from 'react';

/** A value once it has stood still for so many milliseconds; compared by what is in it. */
export function useSettled<T>(value: T, ms: number): T {
  const written = JSON.stringify(value);
  const [settled, setSettled] = useState({ written, value });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ written, value }), ms);
    return () => clearTimeout(timer);
    // What is in it decides, not which object it is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [written, ms]);
  return settled.value;
}
