import { randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { WebInvite } from '../../domain/web-invite.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { newBindingCode, readBindingCode } from './binding-code.ts';
import { forgetTriesMs, inviteLimit } from './sign-in-tries.ts';

/**
 * Guards web groups against whoever knows or guesses their address.
 *
 * A code of eight characters is told to members; whoever types it gets a pass of 256 random bits, which their browser
 * keeps and no guessing finds. Wrong codes are counted by network before they are looked at. A new code ends all passes.
 * It does not guard against a member who tells the code.
 */
export type WebInviteDesk = {
  /** Null: the group is open. `which`: the id of a web group. Throws `record/not-found`, `input/invalid`. */
  show(which: string): Promise<ShownInvite | null>;
  /** Takes the place of the one before, whose passes open nothing from now on. */
  renew(which: string, by: string): Promise<ShownInvite>;
  /** False: the group was open already. */
  remove(which: string, by: string): Promise<boolean>;
  /** Whether a pass opens the group; every group without a code is open. */
  admits(slug: string, pass: string | null): Promise<boolean>;
  /** The pass for a code as people type it; null: the group is open. Throws `access/denied` and `access/too-many`. */
  enter(of: { slug: string; code: string; address: string }): Promise<string | null>;
};

/** `createdAt`: ISO. */
export type ShownInvite = { code: string; createdBy: string; createdAt: string };

export type WebInviteDeps = { store: Store; clock: Clock };

export function createWebInviteDesk({ store, clock }: WebInviteDeps): WebInviteDesk {
  return {
    async show(which) {
      const found = await store.webInvites.find(slugOf(await store.conversations.find(which)));
      return found === null ? null : toShown(found);
    },

    renew: (which, by) =>
      store.transaction(async (records) => {
        const slug = slugOf(await records.conversations.find(which));
        const at = clock.now();
        const invite = { slug, code: newBindingCode(), pass: newPass(), createdBy: by, createdAt: at };
        await records.webInvites.put(invite);
        await putOnRecord(records, { at, who: by, subject: which, on: true });
        return toShown(invite);
      }),

    remove: (which, by) =>
      store.transaction(async (records) => {
        const removed = await records.webInvites.remove(slugOf(await records.conversations.find(which)));
        if (removed) await putOnRecord(records, { at: clock.now(), who: by, subject: which, on: false });
        return removed;
      }),

    async admits(slug, pass) {
      const invite = await store.webInvites.find(slug);
      return invite === null || (pass !== null && isSame(pass, invite.pass));
    },

    async enter({ slug, code: written, address }) {
      const invite = await store.webInvites.find(slug);
      if (invite === null) return null;
      await countTry({ store, clock }, address);
      const code = readBindingCode(written);
      if (code === null || !isSame(code, invite.code))
        throw new AppError('access/denied', '邀请码不对，可能已经换了新的，请向秘书处要现在的邀请码。');
      await store.signInTries.giveBack(inviteLimit(address).key);
      return invite.pass;
    },
  };
}

/** Of many guesses at once no more are looked at than one by one. */
async function countTry({ store, clock }: WebInviteDeps, address: string): Promise<void> {
  const now = clock.now();
  const wait = await store.signInTries.take([inviteLimit(address)], { now, forgetBefore: now - forgetTriesMs });
  if (wait === 0) return;
  const minutes = Math.ceil(wait / 60_000);
  const message = `邀请码试错得太多，请过 ${minutes} 分钟再试；没有邀请码请向秘书处要。`;
  throw new AppError('access/too-many', message, { details: { retryAfterMs: wait } });
}

function slugOf(group: Conversation | null): string {
  if (group === null || group.kind !== 'group')
    throw new AppError('record/not-found', '没有这个群，可能编号写错了，请从群的列表里选。');
  if (group.channel === 'web') return group.platformId;
  throw new AppError('input/invalid', '只有网页群能设邀请码，别的群由聊天平台管谁能进。');
}

/** The code itself is in no log: whoever has it may read the group. */
function putOnRecord(
  { audit }: Records,
  { on, ...entry }: { at: number; who: string; subject: string; on: boolean },
): Promise<unknown> {
  return audit.append({ ...entry, action: 'group/invite', detail: { on } });
}

function newPass(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string, kept: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(kept)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function toShown({ code, createdBy, createdAt }: WebInvite): ShownInvite {
  return { code, createdBy, createdAt: new Date(createdAt).toISOString() };
}
