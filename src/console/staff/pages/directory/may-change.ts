import { useUser } from '../../shell/session.tsx';

/** Whoever speaks to groups keeps the directory; the rest look. */
export function useMayChange(): boolean {
  return useUser().role !== 'staff';
}
