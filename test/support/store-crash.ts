import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { startChild, type Child } from './child.ts';

export type CrashTask = {
  script: string;
  store: object;
  /** The file that stands for the chat platform. */
  platform: string;
  rounds: number;
  /** Workers at the same time, and killed at the same time. */
  workers: number;
};

/** Starts workers and kills them with -9 at moments spread over their steps; returns every line they printed. */
export async function killAgainAndAgain(task: CrashTask): Promise<string[]> {
  const lines: string[] = [];
  for (let round = 0; round < task.rounds; round += 1) {
    const children = Array.from({ length: task.workers }, (_, index) => start(task, `w${round}x${index}`));
    await Promise.all(children.map((child) => child.printed(6 + round * 7)));
    // A few hundred microseconds more or less decide between which two steps it dies.
    const until = performance.now() + ((round * 0.37) % 3);
    while (performance.now() < until);
    for (const child of children) child.kill('SIGKILL');
    for (const child of children) expect(await child.ended).toBeNull();
    lines.push(...children.flatMap((child) => child.lines));
  }
  return lines;
}

function start({ script, store, platform }: CrashTask, name: string): Child {
  return startChild(script, { store, name, platform });
}

/** Nothing that was acknowledged is lost, nothing is recorded or sent twice. */
export async function expectNothingLost(store: Store, printed: readonly string[], platform: string): Promise<void> {
  const acknowledged = (verb: string): string[][] =>
    printed.filter((line) => line.startsWith(`${verb} `)).map((line) => line.split(' ').slice(1));
  const history = await allMessages(store);
  const cases = await store.cases.list({ from: null, to: null, status: null, kind: null });
  const deliveries = await store.deliveries.listByKey('');
  const sent = existsSync(platform) ? readFileSync(platform, 'utf8').trim().split('\n') : [];

  expect(acknowledged('stored').length).toBeGreaterThan(10);
  const texts = history.map(({ text }) => text);
  expect(acknowledged('stored').filter(([key]) => !texts.includes(`@清语 问题 ${key}`))).toEqual([]);
  expect(new Set(texts).size).toBe(texts.length);

  const ofMessage = new Map(cases.map(({ no, messageId }) => [no, String(messageId)]));
  expect(acknowledged('case').filter(([no = '', messageId]) => ofMessage.get(no) !== messageId)).toEqual([]);
  expect(new Set(ofMessage.values()).size).toBe(cases.length);
  expect(cases.map(({ no }) => Number(no.slice(5))).sort((a, b) => a - b)).toEqual(cases.map((_, index) => index + 1));
  expect(deliveries.map(({ id }) => id).sort()).toEqual(cases.map(({ messageId }) => `d${messageId}`).sort());

  expect(sent.length).toBeGreaterThan(10);
  expect(new Set(sent).size).toBe(sent.length);
  const stateOf = new Map(deliveries.map(({ id, state }) => [id, state]));
  expect(acknowledged('sent').filter(([id = '']) => stateOf.get(id) !== 'sent')).toEqual([]);
  expect(sent.filter((id) => !['sent', 'sending', 'unknown'].includes(stateOf.get(id) ?? ''))).toEqual([]);
}

async function allMessages(store: Store): Promise<{ text: string }[]> {
  const groups = await store.conversations.list();
  const histories = await Promise.all(groups.map(({ id }) => store.messages.listHistory(id, 0, 100_000)));
  return histories.flat();
}
