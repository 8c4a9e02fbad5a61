import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Bundle, bundleScript } from '../../support/bundle.ts';
import { startChild } from '../../support/child.ts';
import { groupId, openTelegram, token, zhang } from '../../support/telegram-bench.ts';
import type { ReceiverTask } from '../../support/telegram-children/receiver.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('a process that takes messages of Telegram in', () => {
  let receiver: Bundle;

  beforeAll(async () => {
    receiver = await bundleScript('test/support/telegram-children/receiver.ts');
  }, 60_000);

  afterAll(() => receiver.remove());

  it('may be killed again and again: every message is stored, each under one key', async () => {
    const bench = await openTelegram();
    onTestFinished(() => bench.close());
    const file = join(tempFolder(), 'stored');
    const task: ReceiverTask = { apiRoot: bench.telegram.url, token, file };
    const messages = Array.from({ length: 240 }, (_, place) => `@qingyu_bot 第 ${place} 条`);
    for (const text of messages) bench.telegram.people.say({ chat: groupId, from: zhang, text });

    for (const lines of [1, 30, 101]) {
      const child = startChild(receiver.script, task);
      await child.printed(lines);
      child.kill('SIGKILL');
      await child.ended;
    }
    const last = startChild(receiver.script, task);
    await bench.confirmed();
    last.kill('SIGKILL');
    await last.ended;

    const stored = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(stored.length).toBeGreaterThan(messages.length);
    expect(new Set(stored)).toEqual(
      new Set(messages.map((_, place) => `telegram/${bench.bot.user.id}/${groupId}/${place + 1}`)),
    );
    expect(stored.filter((key, place) => stored.indexOf(key) === place)).toEqual(
      [...new Set(stored)].toSorted(byNumber),
    );
  });
});

function byNumber(a: string, b: string): number {
  return Number(a.split('/').at(-1)) - Number(b.split('/').at(-1));
}
