import { pause } from '../../../base/pause.ts';
import type { Log } from '../../../ports/log.ts';
import type { BotApi } from './bot-api.ts';
import { openUpdate, type DoorDeps } from './door.ts';
import { connectionSentence, isAuth, refusalOf } from './errors.ts';
import type { HealthNote } from './health.ts';
import type { Account } from './to-message.ts';
import { allowedUpdates, readBatch, type Update } from './update.ts';
import { backoffMs } from '../backoff.ts';
import { unlessStopped, untilDone } from './waiting.ts';

export type PollingDeps = DoorDeps & { api: BotApi; health: HealthNote; log: Log };

const longPollSeconds = 25;
/** Whoever else is fetching ends a shorter poll than that. */
const conflictSeconds = 3;
/** An answer that is this late does not come any more. */
const answerGraceMs = 15_000;
const storeGraceMs = 2_000;

/** `offset`: the first update that is not stored; `proven`: the last poll had an answer. */
type Progress = { offset: number; proven: boolean; failures: number; conflict: boolean };

/** Fetches and stores, one after the other, until the signal, or until the account is refused. */
export async function poll(deps: PollingDeps, account: Account, signal: AbortSignal): Promise<void> {
  const progress: Progress = { offset: 0, proven: false, failures: 0, conflict: false };
  while (!signal.aborted) {
    try {
      const updates = await fetchUpdates(deps.api, progress, signal);
      Object.assign(progress, { proven: true, failures: 0 });
      deps.health.note('up', '已连接，正在接收消息。');
      for (const update of updates) {
        if (!(await store(deps, { update, account }, signal))) return;
        progress.offset = update.update_id + 1;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isAuth(error)) return deps.health.note('down', connectionSentence(error));
      await recover(deps, { error, progress }, signal);
    }
  }
}

/** The first poll, and the first after a failure, ends at once: only an answer shows that it works again. */
async function fetchUpdates(api: BotApi, progress: Progress, signal: AbortSignal): Promise<Update[]> {
  const { offset, proven, conflict } = progress;
  const timeout = proven ? longPollSeconds : conflict ? conflictSeconds : 0;
  const payload = { offset, timeout, allowed_updates: allowedUpdates };
  return readBatch(await api.call('getUpdates', payload, { signal, withinMs: timeout * 1000 + answerGraceMs }));
}

async function recover(
  { health, log }: PollingDeps,
  { error, progress }: { error: unknown; progress: Progress },
  signal: AbortSignal,
): Promise<void> {
  const refusal = refusalOf(error);
  progress.proven = false;
  progress.failures += 1;
  progress.conflict = refusal?.code === 409;
  health.note('degraded', connectionSentence(error));
  log.warn({ err: error, failures: progress.failures }, 'Telegram gave no messages; trying again');
  await pause(refusal?.retryAfterMs ?? backoffMs(progress.failures), signal);
}

/** True when it is stored: the platform is told only of what is. Tried until then, so that the order is kept. */
async function store(
  deps: PollingDeps,
  { update, account }: { update: Update; account: Account },
  signal: AbortSignal,
): Promise<boolean> {
  const parcel = openUpdate(deps, update, account);
  let late = false;
  const stored = untilDone(() => parcel.store(signal), {
    signal,
    failed(error, failures) {
      late = true;
      deps.health.note('degraded', '收到的消息暂时存不进去，正在重试。');
      deps.log.error({ updateId: update.update_id, err: error, failures }, 'a message could not be stored');
      return { againInMs: backoffMs(failures) };
    },
  });
  const end = await unlessStopped(stored, { signal, graceMs: storeGraceMs });
  if (late && end?.value) deps.health.note('up', '已连接，正在接收消息。');
  return end !== null && end.value !== null;
}
