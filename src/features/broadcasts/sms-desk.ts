import { z } from 'zod';
import { maskPhone } from '../../domain/phone.ts';
import { bareText, chargedFor, type SmsTemplate, variablesOf } from '../../domain/sms-template.ts';
import { dayOf, instantAt } from '../../base/calendar.ts';
import { cappedReason, endOfQuiet } from './guard.ts';
import { once, type Once, type OrderedBy } from './once.ts';
import { addSms, copiesOf, planSms, readSmsDraft } from './sms-plan.ts';
import type { SmsCopy, SmsDraft, SmsPlanDeps, SmsPlanned } from './sms-plan.ts';

export type SmsDeskDeps = SmsPlanDeps & {
  /** Unrequested messages a person and day. */
  dailyCap: number;
  /** Told when deliveries wait to be sent. */
  onPlanned: () => void;
};

/** Somebody who is chosen; `phone` is masked, `charged`: how many messages the platform counts. */
export type SmsReader = { person: string; organization: string; phone: string; text: string; charged: number };
export type SmsLeftOut = { person: string; organization: string; phone: string | null; reason: string };

/** Times are ISO; `at` is when the first one can go out. */
export type SmsPreview = { at: string; closesAt: string; readers: SmsReader[]; leftOut: SmsLeftOut[] };

export type SmsSent = { id: string; at: number; deliveries: number; leftOut: SmsLeftOut[] };

/** `code`: the platform's number, null = there is none yet; `charged`: how many messages without what is filled in. */
export type ListedSmsTemplate = {
  name: string;
  code: string | null;
  variables: string[];
  text: string;
  charged: number;
};

/** Text messages to people of the directory. Throws `input/*`, `record/*` and `config/invalid`, each with one sentence. */
export type SmsDesk = {
  templates(): Promise<ListedSmsTemplate[]>;
  /** Who would read what, and who would not get it and why; nothing is stored. */
  preview(draft: SmsDraft): Promise<SmsPreview>;
  /** A broadcast with one delivery a number, or nothing. */
  plan(draft: SmsDraft): Promise<SmsSent>;
  /** The same the first time its key comes; the same key with another order is `record/conflict`. */
  sendOnce(draft: SmsDraft, by: OrderedBy): Promise<SmsSentOnce>;
};

/** Who is left out is kept with the key as a number only: the list has names. */
const sentShape = z.object({ id: z.string(), at: z.string(), deliveries: z.number(), leftOut: z.number() });
export type SmsSentOnce = Once<z.output<typeof sentShape>>;

export function createSmsDesk(deps: SmsDeskDeps): SmsDesk {
  return {
    async templates() {
      return (await deps.templates.read()).map((template) => listed(template, deps));
    },

    async preview(draft) {
      const ready = await readSmsDraft(deps, draft);
      const { at, closesAt } = ready.broadcast;
      const sentAt = endOfQuiet(deps, at) ?? at;
      const copies = await copiesOf(deps.store, ready, draft.to);
      const judged = await Promise.all(copies.map((copy) => guarded(deps, copy, { sentAt, closesAt })));
      return {
        at: new Date(sentAt).toISOString(),
        closesAt: new Date(closesAt).toISOString(),
        readers: judged.flatMap(toReader),
        leftOut: judged.flatMap(toLeftOut),
      };
    },

    async plan(draft) {
      const { broadcast, deliveries, copies } = await planSms(deps, draft);
      deps.onPlanned();
      return { id: broadcast.id, at: broadcast.at, deliveries, leftOut: copies.flatMap(toLeftOut) };
    },

    async sendOnce(draft, by) {
      const sent = await once(deps, {
        by,
        order: { kind: 'sms', ...draft, params: [...draft.params].toSorted() },
        answer: sentShape,
        prepare: async () => {
          const ready = await readSmsDraft(deps, draft);
          return async (records) => toSent(await addSms(deps, records, ready));
        },
      });
      if (!sent.repeated) deps.onPlanned();
      return sent;
    },
  };
}

function toSent({ broadcast, deliveries, copies }: SmsPlanned): z.output<typeof sentShape> {
  const { id, at } = broadcast;
  return { id, at: new Date(at).toISOString(), deliveries, leftOut: copies.flatMap(toLeftOut).length };
}

/** What the guard would say, as far as it can be known before. */
async function guarded(
  deps: SmsDeskDeps,
  copy: SmsCopy,
  { sentAt, closesAt }: { sentAt: number; closesAt: number },
): Promise<SmsCopy> {
  if (copy.skipped !== null || copy.phone === null || deps.account === null) return copy;
  if (sentAt >= closesAt) return { ...copy, skipped: '发送时段都在免打扰时间里' };
  const today = dayOf(deps.clock.now(), deps.timeZone);
  if (dayOf(sentAt, deps.timeZone) !== today) return copy;
  const ref = { channel: deps.account.id, kind: 'direct', platformId: copy.phone } as const;
  const known = await deps.store.conversations.findByRef(ref);
  if (known === null) return copy;
  const sent = await deps.store.deliveries.countUnrequested(known.id, instantAt(today, '00:00', deps.timeZone));
  return sent >= deps.dailyCap ? { ...copy, skipped: cappedReason(sent, '对方') } : copy;
}

function toReader({ person, organization, phone, letter, skipped }: SmsCopy): SmsReader[] {
  if (skipped !== null || phone === null || letter === null) return [];
  const { text } = letter;
  return [{ person, organization, phone: maskPhone(phone), text, charged: chargedFor(text) }];
}

function toLeftOut({ person, organization, phone, skipped: reason }: SmsCopy): SmsLeftOut[] {
  return reason === null ? [] : [{ person, organization, phone: phone === null ? null : maskPhone(phone), reason }];
}

function listed(template: SmsTemplate, { account }: SmsDeskDeps): ListedSmsTemplate {
  const { name, text } = template;
  return {
    name,
    code: account?.codes.get(name) ?? null,
    variables: variablesOf(template),
    text,
    charged: chargedFor(bareText(template, account?.signName ?? '')),
  };
}
