/**
 * Uploads files, most of them over the one before, and prints each step; `platform` is the folder they go to. It is killed
 * at any moment.
 */
import { openStore } from '../../../src/adapters/store/store.ts';
import { createUploader } from '../uploader.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, platform } = readTask();
const bring = createUploader(await openStore({ ...options, now: Date.now }), platform);
print('ready');
for (let number = 0; ; number += 1) {
  const file = number % 4 === 3 ? `${name}x${number}.md` : 'again.md';
  const version = `${name}x${number}`;
  print(`sending ${file} ${version}`);
  await bring(file, version);
  print(`done ${file} ${version}`);
}
