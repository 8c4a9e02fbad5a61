import type { Conversation } from './conversation.ts';
import type { Organization, OrganizationTree } from './organization.ts';

/** Whom the bot can write to: its conversations, and the tree they are bound into. */
export type Directory = { conversations: readonly Conversation[]; tree: OrganizationTree };

/** The association a conversation is the group of; null = it is bound to none. */
export function organizationOf({ organizationId }: Conversation, tree: OrganizationTree): Organization | null {
  return organizationId === null ? null : tree.find(organizationId);
}
