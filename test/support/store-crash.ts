import { existsSync, readFileSync } from 'node:fs';
import type { Store } from '../../src/ports/store.ts';
import { type Child, killAll, startChild } from './child.ts';

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
    await killAll(children);
    lines.push(...children.flatMap((child) => child.lines));
  }
  return lines;
}

function start({ script, store, platform, workers }: CrashTask, name: string): Child {
  return startChild(script, { store, name, platform, alone: workers === 1 });
}

export type Findings = {
  /** Messages that were acknowledged, and messages that reached the platform: too few prove nothing. */
  stored: number;
  sent: number;
  /** What was acknowledged and is not there, or is there twice. */
  problems: string[];
};

/** Compares what the workers printed and sent with what the store holds. */
export async function examine(store: Store, printed: readonly string[], platform: string): Promise<Findings> {
  const acknowledged = (verb: string): string[][] =>
    printed.filter((line) => line.startsWith(`${verb} `)).map((line) => line.split(' ').slice(1));
  const texts = (await allMessages(store)).map(({ text }) => text);
  const cases = await store.cases.list({ from: null, to: null, status: null, kind: null });
  const numbers = cases.map(({ no }) => Number(no.slice(5))).sort((a, b) => a - b);
  const messageOf = new Map(cases.map(({ no, messageId }) => [no, String(messageId)]));
  const stateOf = new Map((await store.deliveries.listByKey('')).map(({ id, state }) => [id, state]));
  const sent = existsSync(platform) ? readFileSync(platform, 'utf8').trim().split('\n') : [];
  const stored = acknowledged('stored');

  return {
    stored: stored.length,
    sent: sent.length,
    problems: [
      ...stored.filter(([key]) => !texts.includes(`@清语 问题 ${key}`)).map(([key]) => `message ${key} is lost`),
      ...repeated(texts).map((text) => `message ${text} is there twice`),
      ...acknowledged('case')
        .filter(([no = '', messageId]) => messageOf.get(no) !== messageId)
        .map(([no]) => `case ${no} is lost`),
      ...repeated([...messageOf.values()]).map((id) => `message ${id} made two cases`),
      ...numbers
        .filter((number, index) => number !== index + 1)
        .map((number) => `there is a gap before case ${number}`),
      ...cases.filter(({ messageId }) => !stateOf.has(`d${messageId}`)).map(({ no }) => `case ${no} has no reply`),
      ...(stateOf.size === cases.length ? [] : ['there is a reply without a case']),
      ...repeated(sent).map((id) => `delivery ${id} was sent twice`),
      ...acknowledged('sent')
        .filter(([id = '']) => stateOf.get(id) !== 'sent')
        .map(([id]) => `delivery ${id} was sent and is ${stateOf.get(id ?? '')}`),
      ...sent
        .filter((id) => !['sent', 'sending', 'unknown'].includes(stateOf.get(id) ?? ''))
        .map((id) => `delivery ${id} left the house and is ${stateOf.get(id)}`),
    ],
  };
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

async function allMessages(store: Store): Promise<{ text: string }[]> {
  const groups = await store.conversations.list();
  const histories = await Promise.all(groups.map(({ id }) => store.messages.listHistory(id, 0, 100_000)));
  return histories.flat();
}
