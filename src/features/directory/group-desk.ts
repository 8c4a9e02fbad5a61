import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../base/errors.ts';
import { type AuditAction, type AuditDetail, withoutNumbers } from '../../domain/audit.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { GroupFilter } from '../../domain/group-filter.ts';
import { findOrganization, type Organization, treeOf } from '../../domain/organization.ts';
import { checkTags } from '../../domain/tag.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';

/** What is to be with some groups; absent stays as it is. `organization`: its id, a name or the end of a path; null = of none. */
export type GroupChanges = Partial<{
  enrolled: boolean;
  muted: boolean;
  /** Replaces all of them. */
  tags: readonly string[];
  addTags: readonly string[];
  removeTags: readonly string[];
  /** Null = all. */
  collections: readonly string[] | null;
  organization: string | null;
}>;

/** By their ids, or all that a filter finds, which are so many as whoever chose them saw. */
export type GroupChoice = { ids: readonly string[] } | { filter: GroupFilter; count: number };

/** What is done to groups; `by`: who, for the audit log. Throws `input/invalid`, `usage/invalid` for a
 * name that is none, `record/not-found`, `record/conflict`. */
export type GroupDesk = {
  /** A group that a person posts to by hand; it gets broadcasts from now on. Returns its id. */
  add(group: { name: string; tags: readonly string[] }, by: string): Promise<string>;
  /** To all of them or to none; returns how many. */
  change(which: GroupChoice, changes: GroupChanges, by: string): Promise<number>;
};

export const mostGroupsAtOnce = 10_000;
/** Thousands take seconds: others get their turn in between. */
const groupsATurn = 50;

export function createGroupDesk({ store, clock }: { store: Store; clock: Clock }): GroupDesk {
  return {
    add({ name: written, tags: given }, by) {
      const [name, tags] = [readGroupName(written), checkTags(given)];
      const ref = { channel: 'manual', kind: 'group' as const, platformId: name };
      const at = clock.now();
      return store.transaction(async ({ conversations, audit }) => {
        if ((await conversations.findByRef(ref)) !== null)
          throw new AppError('record/conflict', `已经登记过名为“${name}”的群，请在群的列表里查看。`);
        const { id } = await conversations.ensure(ref, name);
        await conversations.setEnrolled(id, at);
        await conversations.setTags(id, tags);
        const detail = { group: withoutNumbers(name), tags: tags.join('、') };
        await audit.append({ at, who: by, action: 'group/add', subject: id, detail });
        return id;
      });
    },

    change(which, changes, by) {
      const at = clock.now();
      return store.transaction(async (records) => {
        const wanted = await toWanted(records, changes);
        const groups = await chosen(records, which);
        const entries = [];
        for (const [index, group] of groups.entries()) {
          if (index % groupsATurn === groupsATurn - 1) await setImmediate();
          for (const act of actsOn(group, wanted, at)) {
            await act.carryOut(records);
            entries.push({ at, who: by, action: act.action, subject: group.id, detail: act.detail });
          }
        }
        for (const [index, entry] of entries.entries()) {
          if (index % groupsATurn === groupsATurn - 1) await setImmediate();
          await records.audit.append(entry);
        }
        return groups.length;
      });
    },
  };
}

/** The organization itself instead of how it was written. */
type Wanted = Omit<GroupChanges, 'organization'> & { organization?: Organization | null };

async function toWanted({ organizations }: Records, { organization, ...changes }: GroupChanges): Promise<Wanted> {
  for (const tags of [changes.tags, changes.addTags, changes.removeTags]) checkTags(tags ?? []);
  if (organization === undefined) return changes;
  const tree = treeOf(await organizations.lock());
  return { ...changes, organization: organization === null ? null : findOrganization(tree, organization) };
}

async function chosen({ conversations }: Records, which: GroupChoice): Promise<Conversation[]> {
  if ('ids' in which) return Promise.all([...new Set(which.ids)].map((id) => findGroup(conversations, id)));
  const count = await conversations.countGroups(which.filter);
  if (count !== which.count)
    throw new AppError(
      'record/conflict',
      `符合条件的群现在是 ${count} 个，选的时候是 ${which.count} 个，请看过之后再选一次。`,
    );
  if (count > mostGroupsAtOnce)
    throw new AppError('input/invalid', `一次最多改 ${mostGroupsAtOnce} 个群，请按渠道或组织分几次改。`);
  return conversations.pageGroups(which.filter, { after: null, limit: mostGroupsAtOnce });
}

async function findGroup(conversations: Records['conversations'], id: string): Promise<Conversation> {
  const group = await conversations.find(id);
  if (group?.kind === 'group') return group;
  throw new AppError('record/not-found', `没有编号为 ${id} 的群，请从群的列表里选。`);
}

type GroupAct = { action: AuditAction; detail: AuditDetail; carryOut: (records: Records) => Promise<void> };

function actsOn(group: Conversation, wanted: Wanted, at: number): GroupAct[] {
  const { id } = group;
  const { enrolled, muted, collections, organization } = wanted;
  const tags = tagsAfter(group, wanted);
  const name = nameOf(group);
  const acts: (GroupAct | null)[] = [
    enrolled === undefined
      ? null
      : {
          action: 'group/enroll',
          detail: { group: name, on: enrolled },
          carryOut: ({ conversations }) => conversations.setEnrolled(id, enrolled ? (group.enrolledAt ?? at) : null),
        },
    muted === undefined
      ? null
      : {
          action: 'group/mute',
          detail: { group: name, on: muted },
          carryOut: ({ conversations }) => conversations.setMuted(id, muted),
        },
    tags === null
      ? null
      : {
          action: 'group/tag',
          detail: { group: name, tags: tags.join('、') },
          carryOut: ({ conversations }) => conversations.setTags(id, tags),
        },
    collections === undefined
      ? null
      : {
          action: 'group/collections',
          detail: { group: name, collections: collections?.join('、') ?? '不限' },
          carryOut: ({ conversations }) => conversations.setCollections(id, collections && [...new Set(collections)]),
        },
    organization === undefined
      ? null
      : {
          action: 'group/organization',
          detail: { organization: organization?.name ?? null },
          carryOut: ({ conversations }) => conversations.setOrganization(id, organization?.id ?? null),
        },
  ];
  return acts.filter((act) => act !== null);
}

/** Null: they stay as they are. */
function tagsAfter(group: Conversation, { tags, addTags = [], removeTags = [] }: Wanted): string[] | null {
  if (tags === undefined && addTags.length + removeTags.length === 0) return null;
  return [...new Set([...(tags ?? group.tags), ...addTags])].filter((tag) => !removeTags.includes(tag));
}

function nameOf({ title, platformId }: Conversation): string {
  return withoutNumbers(title ?? platformId);
}

/** Its name is its address: nobody but people reads it. */
function readGroupName(written: string): string {
  const name = written.trim().replace(/\s+/gu, ' ');
  if (/^[^\p{Cc}\p{Cs}]{1,60}$/u.test(name) && /[\p{L}\p{N}]/u.test(name)) return name;
  throw new AppError('usage/invalid', '群名应为 1 到 60 个字，至少有一个汉字、字母或数字。');
}
