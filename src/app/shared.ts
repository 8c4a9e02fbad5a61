import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createLog } from '../adapters/process/log.ts';
import { openStore } from '../adapters/store/store.ts';
import { AppError } from '../base/errors.ts';
import { type Bell, createBell, createWake, type Wake } from '../base/wake.ts';
import type { Config } from '../config.ts';
import { clockOf } from './clock.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { storeOptionsOf } from './safekeeping.ts';

/** What tests and embedders may bring themselves. */
export type Overrides = Partial<{ clock: Clock; log: Log; store: Store; newId: () => string }>;

/** What every part of the bot stands on. `onPlanned`: there is something new to send. */
export type Shared = {
  config: Config;
  store: Store;
  clock: Clock;
  log: Log;
  newId: () => string;
  timeZone: string;
  wakes: { inbox: Wake; sender: Bell };
  onPlanned: () => void;
};

/** Opens the store; throws `config/invalid` where nothing can be written, and what the store throws. */
export async function openShared(config: Config, overrides: Overrides): Promise<Shared> {
  const clock = overrides.clock ?? clockOf(config);
  const log = overrides.log ?? createLog(config.logLevel);
  await makeDataDir(config.dataDir);
  const store = overrides.store ?? (await openStore(storeOptionsOf(config, clock)));
  const wakes = { inbox: createWake(), sender: createBell() };
  const newId = overrides.newId ?? randomUUID;
  return { config, store, clock, log, newId, timeZone: config.timeZone, wakes, onPlanned: wakes.sender.notify };
}

async function makeDataDir(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new AppError('config/invalid', `DATA_DIR：建不了文件夹 ${folder}，请换一个能写入的位置。`, { cause });
  });
}
