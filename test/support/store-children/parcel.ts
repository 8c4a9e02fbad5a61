/**
 * Sends one broadcast with a file, which the platform shows after its text, and stops for ever at the moment its name
 * says, so that it is killed there: `between` text and file, or with the file `shown` and not on record.
 */
import { openStore } from '../../../src/adapters/store/store.ts';
import { createFileBroadcasts } from '../file-broadcasts.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, platform } = readTask();
const store = await openStore(options);
const stop = async (): Promise<never> => {
  print('stopped');
  return new Promise(() => setInterval(() => {}, 1_000));
};
const { markPart } = store.deliveries;
if (name === 'between')
  store.deliveries.markPart = async (...given) => {
    await markPart(...given);
    return stop();
  };
if (name === 'shown') store.deliveries.markSent = stop;

const { desk, settle } = createFileBroadcasts({
  store,
  clock: { now: () => Date.now() },
  platform,
  owner: name,
  onCall: () => print('call'),
  capabilities: { files: { maxBytes: 1_000_000, maxCaption: 0 } },
});
const file = { name: '名单.csv', mime: 'text/csv', bytes: Buffer.from('一') };
await desk.plan({ text: '名单见附件', file, to: 'all', at: null, until: null, receipt: null, by: '秘书' });
await settle();
