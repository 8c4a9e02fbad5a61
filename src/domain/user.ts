export type Role = 'secretary' | 'staff' | 'admin';

export const roles: readonly Role[] = ['secretary', 'staff', 'admin'];

/** An account of the people who work with the bot; whoever has none is a member. `disabledAt`: since when it opens nothing, null = it does. */
export type User = { id: string; name: string; role: Role; createdAt: number; disabledAt: number | null };

/** Whoever broadcasts speaks to every group in the name of the secretariat. */
export function mayBroadcast({ role, disabledAt }: User): boolean {
  return disabledAt === null && role !== 'staff';
}

/** Figures without names are for all accounts. */
export function maySeeStatistics({ disabledAt }: User): boolean {
  return disabledAt === null;
}

/** Who answered and who did not is for those who follow it up: all accounts. */
export function mayExport({ disabledAt }: User): boolean {
  return disabledAt === null;
}
