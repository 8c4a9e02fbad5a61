import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Store } from '../../../src/ports/store.ts';
import { runCommand } from '../../support/run-command.ts';
import { startFleet, type Fleet } from './fleet.ts';
import { type Findings, judge, type LedgerRow } from './judge.ts';
import { openPlace, type BotPlace, type StoreKind } from './place.ts';
import { enrollTown, openTown, type Town, townTag, withStore } from './town.ts';

export type RehearsalOptions = {
  kind: StoreKind;
  workers: number;
  groups: number;
  kills: number;
  random: () => number;
};

export type Rehearsal = Findings & {
  kills: number;
  /** Of these, so many while it started. */
  killsInStart: number;
  broadcasts: number;
  /** Most deliveries that were being sent when a process was killed. */
  inFlight: number;
  refusals: number;
  seconds: number;
};

/** How late the platform answers, at most, each way. */
export const slowestMs = 80;
/** How long it is sent, at most, before the next kill. */
const longestLifeMs = 4_000;
/** So often the one that follows is killed before it is ready. */
const inStartShare = 0.2;
/** A start takes about as long. */
const startMs = 1_200;
/** Longer than a lease, and than what is planned at most takes. */
const patienceMs = 5 * 60_000;
const sentShape = z.looseObject({ id: z.string() });

/** Broadcasts and the daily message, sent by built bots that are killed with -9 again and again; what became of each. */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const began = performance.now();
  const place = await openPlace(options.kind);
  const town = await openTown({ ...options, slowestMs, limited: true });
  const settingsOf = (worker: number): Record<string, string> => ({
    ...settingsFor(town),
    ...place.settingsOf(worker),
  });
  let fleet: Fleet | null = null;
  try {
    await withStore(place.options, (store) => enrollTown(store, options.groups));
    fleet = await startFleet({ ...options, settingsOf });
    const scene = { ...options, place, town, fleet, settings: settingsOf(0) };
    const killed = await killAll(scene);
    await settled(place);
    await fleet.stop();
    const findings = await examine({ place, town }, killed);
    const seconds = (performance.now() - began) / 1_000;
    return { ...killed, ...findings, inFlight: killed.most, refusals: town.limits.refused(), seconds };
  } finally {
    await fleet?.abandon();
    await town.telegram.close();
    await place.drop();
  }
}

/** It is always about ten in the morning there: within the time of the daily message, and far from midnight. */
export function settingsFor({ telegram, bot }: Town): Record<string, string> {
  const ahead = 10 - new Date().getUTCHours();
  const offset = ahead < -12 ? ahead + 24 : ahead;
  return {
    TIME_ZONE: offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: telegram.url,
    DAILY_CAP: '999',
    LOG_LEVEL: 'silent',
  };
}

type Scene = RehearsalOptions & { place: BotPlace; town: Town; fleet: Fleet; settings: Record<string, string> };
type Killed = {
  kills: number;
  killsInStart: number;
  broadcasts: number;
  ids: string[];
  open: Set<string>;
  most: number;
};

async function killAll(scene: Scene): Promise<Killed> {
  const { random, fleet, place, town } = scene;
  const killed: Killed = { kills: 0, killsInStart: 0, broadcasts: 0, ids: [], open: new Set(), most: 0 };
  while (killed.kills < scene.kills) {
    await keepBusy(scene, killed);
    await sentSince(town, town.calls.length);
    await setTimeout(random() * longestLifeMs);
    const worker = await fleet.kill();
    killed.kills += 1;
    await noteInFlight(place, killed);
    if (random() < inStartShare && killed.kills < scene.kills) {
      await fleet.killInStart(worker, 100 + random() * startMs);
      killed.kills += 1;
      killed.killsInStart += 1;
      await noteInFlight(place, killed);
    }
    await fleet.restart(worker);
    progress(`${killed.kills} 次`);
  }
  return killed;
}

/** Plans another broadcast, as staff do, when the ones before it are nearly out. */
async function keepBusy({ place, settings, groups }: Scene, killed: Killed): Promise<void> {
  const { pending } = await withStore(place.options, (store) => store.deliveries.countStates());
  if (killed.broadcasts > 0 && pending > groups / 4) return;
  const words = `第 ${killed.broadcasts + 1} 次演练：请{群名}周五前报名`;
  // Urgent: others that wait for a group go to it as one message, and one message is what is counted here.
  const to = ['--to', `tag:${townTag}`, '--urgent', '演练'];
  const ran = await runCommand(['broadcast', 'send', ...to, '--json', words], { settings });
  if (ran.code !== 0) throw new Error(`群发没有安排成：${ran.stderr}`);
  killed.ids.push(sentShape.parse(JSON.parse(ran.stdout)).id);
  killed.broadcasts += 1;
}

async function sentSince({ calls }: Town, before: number): Promise<void> {
  await until(async () => calls.length > before, '没有消息发出来');
}

/** What a process held when it was killed stays as it is until a lease is over, or the next one starts. */
async function noteInFlight({ options }: BotPlace, killed: Killed): Promise<void> {
  const sending = (await withStore(options, unrequested)).filter(({ state }) => state === 'sending');
  for (const { id } of sending) killed.open.add(id);
  killed.most = Math.max(killed.most, sending.length);
}

async function unrequested(store: Store): Promise<LedgerRow[]> {
  const chats = new Map((await store.conversations.list()).map((one) => [one.id, one]));
  const rows = await Promise.all(['daily/', 'broadcast/'].map((prefix) => store.deliveries.listByKey(prefix)));
  return rows.flat().flatMap(({ conversationId, ...row }) => {
    const chat = chats.get(conversationId);
    return chat?.channel === 'telegram' ? [{ ...row, chat: chat.platformId }] : [];
  });
}

async function settled({ options }: BotPlace): Promise<void> {
  const isDone = (): Promise<boolean> =>
    withStore(options, async (store) => {
      const { pending, claimed, sending } = await store.deliveries.countStates();
      progress(`还有 ${pending + claimed + sending} 条`);
      return pending + claimed + sending === 0;
    });
  await until(isDone, '').catch(() => undefined);
}

async function examine({ place, town }: { place: BotPlace; town: Town }, { ids, open }: Killed): Promise<Findings> {
  const rows = await withStore(place.options, unrequested);
  const occasions = ['daily/', ...ids.map((id) => `broadcast/${id}/`)];
  return judge({ rows, shown: town.shown(), occasions, groups: town.groups, inFlight: open });
}

async function until(condition: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(otherwise);
    await setTimeout(200);
  }
}

function progress(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${words}      `);
}
