import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/adapters/store/store.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import { startChild } from '../../support/child.ts';
import { childScript } from '../../support/store-children.ts';
import { createFileBroadcasts, type FileBroadcasts, lineOf } from '../../support/file-broadcasts.ts';
import { group } from '../../support/store-builders.ts';
import { tempFolder } from '../../support/temp-folder.ts';

type Aftermath = FileBroadcasts & { delivery(): Promise<Delivery | undefined>; shown(): string[] };

/** Kills the process that sends a text and a file after it at this moment, and gives what the next one finds. */
async function killedAt(name: 'between' | 'shown'): Promise<Aftermath> {
  const folder = tempFolder();
  const platform = join(folder, 'platform.txt');
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'b') } as const;
  const store = await openStore(options);
  onTestFinished(() => store.close());
  await store.conversations.setEnrolled(await group(store), 1);
  const child = startChild(childScript('parcel'), { store: options, name, platform });
  await child.line('stopped');
  child.kill('SIGKILL');
  expect(await child.ended).toBeNull();

  const capabilities = { files: { maxBytes: 1_000_000, maxCaption: 0 } };
  const clock = { now: () => Date.now() };
  const next = createFileBroadcasts({ store, clock, platform, owner: 'next', onCall() {}, capabilities });
  await next.sender.recover(true);
  return {
    ...next,
    delivery: async () => (await store.deliveries.listByKey('broadcast/'))[0],
    shown: () => readFileSync(platform, 'utf8').trim().split('\n'),
  };
}

const [words, file] = [lineOf('g', '名单见附件'), lineOf('g', '名单.csv')];

describe('a process that is killed while it sends a text and a file', () => {
  it('between the two leaves the file to the next one, which sends it once and the text no more', async () => {
    const { settle, delivery, shown } = await killedAt('between');
    const { state, partsSent } = (await delivery()) ?? {};
    expect([state, partsSent, shown()]).toEqual(['pending', 1, [words]]);

    await settle();
    await settle();

    expect(shown()).toEqual([words, file]);
    expect(await delivery()).toMatchObject({ state: 'sent' });
  });

  it('when the file may be there leaves it to a person, who has only the file sent again', async () => {
    const { settle, desk, delivery, shown } = await killedAt('shown');
    await settle();
    const { id = '', state } = (await delivery()) ?? {};
    expect([state, shown()]).toEqual(['unknown', [words, file]]);

    await desk.resolve(id, 'resend', '李秘书');
    await settle();

    expect(shown()).toEqual([words, file, file]);
    expect(await delivery()).toMatchObject({ state: 'sent', resends: 1 });
  });
});
