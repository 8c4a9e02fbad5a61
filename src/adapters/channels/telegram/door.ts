import type { Intake } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import type { BotApi } from './bot-api.ts';
import { type Happening, readHappening } from './happening.ts';
import { takePress } from './press.ts';
import type { Account } from './to-message.ts';
import { readContent, type Update } from './update.ts';

export type DoorDeps = { api: BotApi; intake: Intake; log: Log };

/** What an update tells, in hand; `store` may be called again after it failed. */
export type Parcel = { store(signal: AbortSignal): Promise<void> };

/** Opens an update. One that cannot be read now never can: it is told in the log and holds nothing. */
export function openUpdate(deps: DoorDeps, update: Update, account: Account): Parcel {
  const happening = read(deps, update, account);
  return { store: (signal) => handIn(deps, happening, signal) };
}

function read({ log }: DoorDeps, update: Update, account: Account): Happening {
  try {
    return readHappening(readContent(update), account);
  } catch (error) {
    log.error({ updateId: update.update_id, err: error }, 'an update of Telegram cannot be read and was skipped');
    return { kind: 'nothing' };
  }
}

async function handIn(deps: DoorDeps, happening: Happening, signal: AbortSignal): Promise<void> {
  switch (happening.kind) {
    case 'message':
      await deps.intake.accept(happening.message);
      return;
    case 'change':
      return deps.intake.note(happening.change);
    case 'press':
      return takePress(deps, happening.press, signal);
    case 'nothing':
      return;
  }
}
