import type { Conversation } from './conversation.ts';

/** What a group gets unrequested: everything, nothing, nothing for now, or the bot is no longer in it. */
export const groupStates = ['receiving', 'silent', 'muted', 'left'] as const;
export type GroupState = (typeof groupStates)[number];

/**
 * Which groups are meant; null = does not matter. `search`: letters of the title. `organization`: its id, with all below
 * it, or `none` for groups of no organization.
 */
export type GroupFilter = {
  search: string | null;
  tag: string | null;
  channel: string | null;
  state: GroupState | null;
  organization: string | null;
};

export const allGroups: GroupFilter = { search: null, tag: null, channel: null, state: null, organization: null };

/** Instead of an organization: of none. */
export const noOrganization = 'none';

export function groupStateOf({ leftAt, muted, enrolledAt }: Conversation): GroupState {
  if (leftAt !== null) return 'left';
  if (muted) return 'muted';
  return enrolledAt === null ? 'silent' : 'receiving';
}
