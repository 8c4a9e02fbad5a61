/**
 * Plans broadcasts to all groups and sends them, again and again, and prints each step. It is killed at any moment, so
 * it first settles what the one before it left. A name that begins with `p` plans; every one sends.
 */
import { openStore } from '../../../src/adapters/store/store.ts';
import { createFileBroadcasts } from '../file-broadcasts.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, platform, alone, aheadMs } = readTask();
const clock = { now: () => Date.now() + aheadMs };

const store = await openStore({ ...options, now: clock.now });
const { desk, sender, settle } = createFileBroadcasts({
  store,
  clock,
  platform,
  owner: name,
  onCall: () => print('call'),
});
await sender.recover(alone);
print('ready');
await settle();
for (let number = 0; ; number += 1) {
  if (name.startsWith('p')) {
    print('planning');
    // Two, which go out as one message where nobody is quicker than the second.
    for (const part of ['甲', '乙']) {
      const draft = {
        text: `通知 ${name} ${number} ${part}`,
        to: 'all',
        at: null,
        until: null,
        receipt: null,
        by: name,
      };
      const { broadcast } = await desk.plan(draft);
      print(`planned ${broadcast.id}`);
    }
  }
  await settle();
}
