import type { ConversationChange } from '../domain/conversation.ts';
import type { InboundMessage } from '../domain/message.ts';
import type {
  Accepted,
  Acknowledgement,
  AttachmentContents,
  Choosing,
  Chosen,
  Intake,
  Report,
} from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { keepReceived, worthKeeping } from './received-files.ts';

export type IntakeDeps = {
  store: Store;
  clock: Clock;
  /** Told when a message was stored. */
  onAccepted: () => void;
  /** Resolves with the sentence to show. */
  acknowledge: (pressed: Acknowledgement) => Promise<string>;
  choose: (chosen: Choosing) => Promise<Chosen>;
  report: (report: Report) => Promise<void>;
};

export type HearingIntake = Intake & {
  /** When a message last came in on a channel, in this process. */
  heardAt(channel: string): number | null;
};

/** Where all channels hand in what happened: stored first, and only then is the platform told. */
export function createIntake({ store, clock, onAccepted, acknowledge, choose, report }: IntakeDeps): HearingIntake {
  const heard = new Map<string, number>();
  return {
    heardAt: (channel) => heard.get(channel) ?? null,
    async accept(message, contents = []) {
      const accepted = await accept(store, { message, contents, now: clock.now() });
      heard.set(message.conversation.channel, clock.now());
      onAccepted();
      return accepted;
    },
    note: (change) => note(store, change, clock.now()),
    acknowledge,
    choose,
    report,
  };
}

type Received = { message: InboundMessage; contents: AttachmentContents; now: number };

/** A message and the files that are kept with it are there together, or neither. */
async function accept(store: Store, { message, contents, now }: Received): Promise<Accepted> {
  const kept = await worthKeeping(store.rateBuckets, message, contents);
  if (kept.length === 0) return store.messages.accept(message, now);
  return store.transaction(async ({ files, messages }) =>
    messages.accept(await keepReceived(files, { message, contents: kept, now }), now),
  );
}

/** A group the bot was added to is known from then on; it gets what nobody asked for only once staff enroll it. */
async function note({ conversations }: Store, change: ConversationChange, now: number): Promise<void> {
  switch (change.kind) {
    case 'joined':
      await conversations.ensure(change.conversation, change.conversation.title);
      return;
    case 'left':
      await conversations.setLeft(change.conversation, now);
      return;
    case 'moved':
      await conversations.move(change.from, change.to, now);
  }
}
