import type { Member } from '../domain/member.ts';

export interface Members {
  find(id: string): Promise<Member | null>;
  list(): Promise<Member[]>;
}
