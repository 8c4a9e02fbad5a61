import { AppError, hasCode } from '../../base/errors.ts';
import type { Message, MessageOutcome } from '../../domain/message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Lease } from '../../ports/messages.ts';
import type { Outcome, Reply } from '../../ports/outcome.ts';
import type { Records, Store } from '../../ports/store.ts';
import { helpsToWait } from './retries.ts';
import { bugReply, failureReplies, limitReply } from './sentences.ts';
import { limitOf, mayBeHeard, reasonToIgnore } from './triage.ts';

/** What the bot can do with an addressed message; null = not its business. */
export type Ability = (message: Message) => Promise<Outcome | null>;

export type InboxDeps = {
  store: Store;
  clock: Clock;
  log: Log;
  /** Asked in order; the last one always answers. */
  abilities: readonly Ability[];
  /** Hears what is not addressed to the bot, too; it may note something, and nothing is said. */
  overhear: Ability;
  /**
   * Of what its sender does not want kept, when the replies to it are cleared, epoch ms; null = its words are kept. An
   * ability that answers sees to it itself; this is for what came too late, too often, or failed.
   */
  clearsAt?: (message: Message) => number | null;
  /** Told when a conversation was taken: another worker may look for the next one. */
  onClaimed: () => void;
  /** Told when replies wait to be sent. */
  /** Told how long a member waited until the replies stood, milliseconds. */
  onAnswered?: (ms: number) => void;
  onReplies: () => void;
  /** Names this worker in leases. */
  owner: string;
  newId: () => string;
};

export type Inbox = {
  /** Handles all waiting messages of one conversation in order, until the signal; false when none waited anywhere. */
  round(signal: AbortSignal): Promise<boolean>;
};

const leaseMs = 15_000;
const batchSize = 50;
const minute = 60_000;
/** A reply that could not be sent for a day has lost its question. */
const replyLifeMs = 24 * 60 * minute;

export function createInbox(deps: InboxDeps): Inbox {
  const { messages } = deps.store;
  let rounds = 0;

  const lease = (owner: string): Lease => ({ owner, now: deps.clock.now(), leaseMs });

  /** An answer that a model makes takes longer than a lease: it is extended meanwhile. A lost one shows when the message is finished. */
  async function holding(conversationId: string, owner: string, work: () => Promise<void>): Promise<void> {
    const extend = (): Promise<unknown> => messages.extendConversation(conversationId, lease(owner));
    const timer = setInterval(() => void extend().catch(() => undefined), leaseMs / 3);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
  }

  async function drain(conversationId: string, owner: string, signal: AbortSignal): Promise<void> {
    let until = deps.clock.now() + leaseMs;
    for (;;) {
      const waiting = await messages.listWaiting(conversationId, batchSize);
      if (waiting.length === 0) return;
      for (const message of waiting) {
        if (signal.aborted) return;
        if (until - deps.clock.now() < leaseMs / 2) {
          if (!(await messages.extendConversation(conversationId, lease(owner)))) return;
          until = deps.clock.now() + leaseMs;
        }
        await holding(conversationId, owner, () => handle(deps, message));
      }
    }
  }

  return {
    async round(signal) {
      // Rounds run side by side: one that outlived its lease must not take the next one's for its own.
      const owner = `${deps.owner}/${(rounds += 1)}`;
      const conversationId = await messages.claimConversation(lease(owner));
      if (conversationId === null) return false;
      deps.onClaimed();
      try {
        await drain(conversationId, owner, signal);
      } finally {
        await messages.releaseConversation(conversationId, owner);
      }
      return true;
    },
  };
}

async function handle(deps: InboxDeps, message: Message): Promise<void> {
  const ignored = reasonToIgnore(message);
  if (ignored !== null) return pass(deps, message, ignored);
  const since = message.receivedAt - minute;
  const limit = limitOf(await deps.store.messages.countOutcomes(message.memberId, since));
  if (limit === 'silent') return finish(deps, message, { as: 'limit-silent', outcome: null });
  if (limit === 'tell') return finish(deps, message, { as: 'limit-told', outcome: async () => [{ text: limitReply }] });
  try {
    const outcome = await decide(deps.abilities, message);
    await finish(deps, message, { as: 'answered', outcome });
  } catch (error) {
    await fail(deps, message, error);
  }
}

/** What is not answered may still be heard. A failure in that says nothing in the group either. */
async function pass(deps: InboxDeps, message: Message, ignored: MessageOutcome): Promise<void> {
  try {
    const heard = mayBeHeard(message, ignored) ? await deps.overhear(message) : null;
    await finish(deps, message, { as: ignored, outcome: heard === null ? null : silent(heard) });
  } catch (error) {
    if (error instanceof AppError && (helpsToWait[error.code] || error.code === 'record/conflict')) throw error;
    deps.log.error({ messageId: message.id, error }, 'message could not be heard');
    await finish(deps, message, { as: ignored, outcome: null });
  }
}

function silent(outcome: Outcome): Outcome {
  return async (records) => {
    await outcome(records);
    return [];
  };
}

async function decide(abilities: readonly Ability[], message: Message): Promise<Outcome> {
  for (const ability of abilities) {
    const outcome = await ability(message);
    if (outcome !== null) return outcome;
  }
  throw new Error('no ability answered; the last one must');
}

/** What an ability answered is in its hands, and what was not for the bot is between people. */
const keepsWords: Partial<Record<MessageOutcome, true>> = { answered: true, 'not-addressed': true, 'from-bot': true };

/** The end of a message and everything it caused are one transaction: all of it is there after a crash, or none. */
async function finish(
  deps: InboxDeps,
  message: Message,
  end: { as: MessageOutcome; outcome: Outcome | null },
): Promise<void> {
  const replies = await deps.store.transaction(async (records) => {
    await records.messages.finish(message.id, end.as);
    const clearsAt = keepsWords[end.as] ? null : (deps.clearsAt?.(message) ?? null);
    if (clearsAt !== null) await records.messages.scrub(message.id, clearsAt);
    const replies = end.outcome === null ? [] : await end.outcome(records);
    await addReplies(deps, records, { message, replies });
    return replies;
  });
  if (replies.length === 0) return;
  deps.onReplies();
  deps.onAnswered?.(deps.clock.now() - message.receivedAt);
}

async function addReplies(
  deps: InboxDeps,
  records: Records,
  of: { message: Message; replies: readonly Reply[] },
): Promise<void> {
  if (of.replies.length === 0) return;
  const now = deps.clock.now();
  await records.deliveries.add(
    of.replies.map(({ text, fileId = null }, index) => ({
      id: deps.newId(),
      key: `reply/${of.message.id}/${index}`,
      kind: 'reply' as const,
      conversationId: of.message.conversationId,
      text,
      replyTo: of.message.id,
      broadcastId: null,
      fileId,
      reminds: null,
      notBefore: now,
      closesAt: now + replyLifeMs,
      skipped: null,
    })),
    now,
  );
}

/** A foreseen failure is told as it is; a bug is told by a reference. A store that is away ends the round instead. */
async function fail(deps: InboxDeps, message: Message, error: unknown): Promise<void> {
  if (hasCode(error, 'record/conflict') && (await deps.store.messages.find(message.id))?.outcome !== null) {
    deps.log.warn({ messageId: message.id }, 'message was handled by another worker');
    return;
  }
  if (error instanceof AppError && helpsToWait[error.code]) throw error;
  const reference = deps.newId().slice(0, 8);
  const text = error instanceof AppError ? failureReplies[error.code] : bugReply(reference);
  deps.log.error({ messageId: message.id, reference, error }, 'message could not be handled');
  await finish(deps, message, { as: 'failed', outcome: async () => [{ text }] });
}
