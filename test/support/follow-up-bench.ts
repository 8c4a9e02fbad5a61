import { createFollowingUp, type FollowingUp } from '../../src/app/follow-up.ts';
import type { DayWindow } from '../../src/base/calendar.ts';
import type { Form, FormSet } from '../../src/domain/form.ts';
import type { IsWorkday } from '../../src/domain/workdays.ts';
import type { Message } from '../../src/domain/message.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import { createReception } from '../../src/features/reception/reception.ts';
import type { CaseAct } from '../../src/features/reception/case-act.ts';
import { ratedBy } from '../../src/domain/case-notice.ts';
import { createRatingButtons } from '../../src/features/reception/rating-buttons.ts';
import type { Channel, Chosen } from '../../src/ports/channel.ts';
import type { Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { createScriptedChannel } from './scripted-channel.ts';
import { message, organization, person, user } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export const timeZone = 'Asia/Shanghai';
export const by = { who: '周秘书', seen: null };

export type FollowUpBench = FollowingUp & {
  store: Store;
  /** Of the store. */
  file: string;
  /** Another handle on the same store, as another process has it. */
  another(): Promise<Store>;
  clock: HandClock;
  log: NotingLog;
  /** Somebody says something, alone or in the group `g`, and is answered. */
  say(name: string, text: string, where?: 'group' | 'direct'): Promise<string[]>;
  /** Somebody submits a suggestion; returns its number. */
  submit(name: string, text: string, where?: 'group' | 'direct'): Promise<string>;
  /** Somebody presses a choice under the newest message that asks for a rating, in the conversation it is in or another. */
  press(name: string, place: number, where?: 'group' | 'direct'): Promise<Chosen>;
  /** What was asked in private because of it. */
  askedWhy(): Promise<string[]>;
  /** The account of this name, with a private chat. */
  bindAccount(name: string): Promise<void>;
  /** Somebody of 餐饮协会 in the address book, with a private chat. */
  bindPerson(name: string): Promise<void>;
  act(no: string, action: Exclude<CaseAct['action'], 'assign'>, note?: string | null): Promise<void>;
  assign(no: string, to: string, order?: { lead?: string; dueDay?: string; workdays?: number }): Promise<void>;
  /** What was planned for the submitters since the last look, as `where: text`; it counts as sent from then on. */
  heard(): Promise<string[]>;
  /** The same of reminders. */
  reminded(): Promise<string[]>;
};

/** What follows cases over the real store, at nine in the morning of Monday, 23 November 2026 in China. */
export async function openFollowUp({
  quietHours = null,
  forms = [],
}: { quietHours?: DayWindow | null; forms?: readonly Form[] } = {}): Promise<FollowUpBench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, file, second } = await openTempStore(clock);
  const log = createNotingLog();
  const channel = createScriptedChannel();
  let ids = 0;
  const workdays = async (): Promise<IsWorkday> => (await loadHolidays()).isWorkday;
  const readForms = async (): Promise<FormSet> => ({ forms, problems: [] });
  const taking = { timeZone, workdays, forms: readForms, newCode: () => 'TEST-C0DE-0001' };
  const shared = {
    store,
    clock,
    newId: () => `id${(ids += 1)}`,
    channels: new Map<string, Channel>([[channel.id, channel]]),
    onPlanned: () => {},
  };
  const kindNames = async () => new Map();
  const following = createFollowingUp({
    ...shared,
    kindNames,
    forms: readForms,
    log,
    timeZone,
    quietHours,
    holidays: loadHolidays,
  });
  const { choose } = createRatingButtons(shared);
  const abilities = [
    ...following.abilities,
    createReception({ records: store, ...(forms.length === 0 ? { timeZone } : taking) }).handle,
  ];
  let said = 0;
  const seen = new Set<string>();

  const accept = async (name: string, text: string, where: 'group' | 'direct'): Promise<Message> => {
    const platformId = where === 'group' ? 'g' : name;
    const conversation = { channel: 'web', kind: where, platformId, title: where === 'group' ? '工作群' : null };
    const sender = { platformId: name, name, bot: false };
    const given = message(`x${(said += 1)}`, { conversation, sender, text, sentAt: clock.now() });
    const { messageId } = await store.messages.accept(given, clock.now());
    const stored = await store.messages.find(messageId);
    if (stored === null) throw new Error('the message is not there');
    return stored;
  };
  const fresh = async (prefix: string): Promise<string[]> => {
    const found = (await store.deliveries.listByKey(prefix)).filter(
      ({ id, state }) => !seen.has(id) && state !== 'skipped',
    );
    const lines: string[] = [];
    for (const { id, conversationId, text } of found) {
      seen.add(id);
      await store.deliveries.decide(id, 'pending', { to: 'sent', at: clock.now(), reason: '已发' });
      const conversation = await store.conversations.find(conversationId);
      lines.push(`${conversation?.kind === 'group' ? '群' : conversation?.platformId}: ${text}`);
    }
    return lines;
  };
  const bench: FollowUpBench = {
    ...following,
    store,
    file,
    another: second,
    clock,
    log,
    async say(name, text, where = 'direct') {
      const stored = await accept(name, text, where);
      for (const ability of abilities) {
        const outcome = await ability(stored);
        if (outcome !== null) return (await store.transaction(outcome)).map((reply) => reply.text);
      }
      return [];
    },
    async submit(name, text, where = 'direct') {
      const [reply = ''] = await bench.say(name, `建议：${text}`, where);
      const [no = ''] = /20\d\d-\d{4}/u.exec(reply) ?? [];
      return no;
    },
    async press(name, place, where = 'direct') {
      const asking = (await store.deliveries.listByKey('case/')).findLast(({ key }) => ratedBy(key) !== null);
      if (asking === undefined) throw new Error('nobody was asked for a rating');
      const conversation = { channel: 'web', kind: where, platformId: where === 'group' ? 'g' : name };
      return choose({ deliveryId: asking.id, place, conversation, sender: { platformId: name, name } });
    },
    askedWhy: () => fresh('rating-reason/'),
    async bindAccount(name) {
      const { memberId, receivedAt: at } = await accept(name, '你好', 'direct');
      await store.users.add(user(name, { role: 'staff' }));
      await store.bindings.bind({ memberId, userId: `u-${name}`, at });
    },
    async bindPerson(name) {
      const { memberId, receivedAt: at } = await accept(name, '你好', 'direct');
      await store.organizations.put([organization('餐饮协会')]);
      await store.people.put([person(name, '餐饮协会')]);
      await store.bindings.bindPerson({ memberId, personId: `p-餐饮协会-${name}`, at });
    },
    async act(no, action, note = null) {
      await following.followUp.act(no, { action, note }, by);
    },
    async assign(no, to, { lead = null, dueDay = null, workdays = null } = {}) {
      await following.followUp.act(no, { action: 'assign', note: null, order: { to, lead, dueDay, workdays } }, by);
    },
    heard: () => fresh('case/'),
    reminded: () => fresh('assignment/'),
  };
  return bench;
}
