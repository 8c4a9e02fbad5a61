import type { InboundMessage } from '../../domain/message.ts';
import { createWake } from '../../base/wake.ts';
import type { AttachmentContents, Intake } from '../../ports/channel.ts';
import type { Log } from '../../ports/log.ts';
import { backoffMs } from './backoff.ts';

/** What is kept at most while the store fails; beyond it the oldest are lost, and said to be. */
export const keptMessages = 1_000;
const endMs = 1_000;
export const keptBytes = 100 * 1024 * 1024;

/** A message with what came in its files. */
export type Whole = { message: InboundMessage; contents: AttachmentContents };

/** `complete`: fetches what is in its files when its turn comes; never rejects, and ends with the signal. */
export type Handed =
  | ({ kind: 'message'; complete?: (signal: AbortSignal) => Promise<Whole> } & Whole)
  | { kind: 'change'; place: string; note: () => Promise<void> };

/** Takes in what a platform will not hand over again: kept in memory and tried until it is stored, in order within a conversation. */
export type Backlog = {
  add(handed: Handed): void;
  /** How many wait for a store that has failed. */
  waiting(): number;
  /** A last try for each, then what is left is lost; takes a second at most. */
  end(): Promise<void>;
};

type Lane = { items: Handed[]; failing: boolean };

/** `platform`: what it is called in the log. */
export type BacklogDeps = { intake: Intake; log: Log; platform: string };

export function createBacklog({ intake, log, platform }: BacklogDeps): Backlog {
  const lanes = new Map<string, Lane>();
  const working = new Set<Promise<void>>();
  const ending = new AbortController();

  const all = (): Handed[] => [...lanes.values()].flatMap(({ items }) => items);

  function add(handed: Handed): void {
    const place = placeOf(handed);
    const lane = lanes.get(place);
    if (lane) lane.items.push(handed);
    else begin(place, { items: [handed], failing: false });
    dropOldest();
  }

  function begin(place: string, lane: Lane): void {
    lanes.set(place, lane);
    const work = run(place, lane).finally(() => working.delete(work));
    working.add(work);
  }

  async function run(place: string, lane: Lane): Promise<void> {
    let failures = 0;
    for (let next = lane.items[0]; next !== undefined; next = lane.items[0]) {
      if (next.kind === 'message' && next.complete !== undefined) await complete(next, next.complete);
      const stored = await store(next);
      if (!stored && !ending.signal.aborted) {
        lane.failing = true;
        failures += 1;
        await createWake().sleep(backoffMs(failures), ending.signal);
        continue;
      }
      if (!stored) lost(next);
      lane.failing = false;
      failures = 0;
      // What was the first may have been dropped meanwhile.
      lane.items = lane.items.filter((item) => item !== next);
    }
    // At once, before anybody can add to it.
    lanes.delete(place);
  }

  /** In the message itself, so that a second attempt to store it fetches nothing again. */
  async function complete(
    handed: Extract<Handed, { kind: 'message' }>,
    fetchAll: NonNullable<(typeof handed)['complete']>,
  ): Promise<void> {
    Object.assign(handed, await fetchAll(ending.signal));
    delete handed.complete;
    dropOldest();
  }

  async function store(handed: Handed): Promise<boolean> {
    try {
      if (handed.kind === 'change') await handed.note();
      else await intake.accept(handed.message, handed.contents);
      return true;
    } catch (error) {
      log.warn({ reason: String(error), place: placeOf(handed) }, `a message of ${platform} could not be stored yet`);
      return false;
    }
  }

  /** One large file may take the room of many small messages. */
  function dropOldest(): void {
    const items = all().sort((a, b) => ageOf(a) - ageOf(b));
    let bytes = items.reduce((sum, item) => sum + sizeOf(item), 0);
    while (items.length > keptMessages || bytes > keptBytes) {
      const oldest = items.shift();
      if (oldest === undefined) return;
      bytes -= sizeOf(oldest);
      for (const lane of lanes.values()) lane.items = lane.items.filter((item) => item !== oldest);
      lost(oldest);
    }
  }

  function lost(handed: Handed): void {
    const key = handed.kind === 'message' ? handed.message.key : handed.place;
    log.error({ key }, `a message of ${platform} is lost: the store failed for too long`);
  }

  return {
    add,
    waiting: () => [...lanes.values()].filter(({ failing }) => failing).flatMap(({ items }) => items).length,
    async end() {
      ending.abort();
      const done = new AbortController();
      const finished = Promise.all(working).then(() => done.abort());
      await Promise.race([finished, createWake().sleep(endMs, done.signal)]);
      // The store has not even answered.
      all().forEach(lost);
    },
  };
}

function placeOf(handed: Handed): string {
  return handed.kind === 'change' ? handed.place : handed.message.conversation.platformId;
}

function sizeOf(handed: Handed): number {
  return handed.kind === 'message' ? handed.contents.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0) : 0;
}

function ageOf(handed: Handed): number {
  return handed.kind === 'message' ? handed.message.sentAt : Number.MAX_SAFE_INTEGER;
}
