import { pause } from '../../../base/pause.ts';
import type { Acknowledgement, Intake } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import type { BotApi } from './bot-api.ts';

export type PressDeps = { api: BotApi; intake: Pick<Intake, 'acknowledge'>; log: Log };

/** The platform shows a turning wheel until it is answered, and soon takes no answer any more. */
const answerAfterMs = 3_000;
const answerWithinMs = 5_000;
const mostUnits = 200;

const slow = '正在登记，稍后再点一次可以确认。';
const failed = '暂时没有登记上，请稍后再点一次。';

/** Resolves when the press is stored; whoever pressed is answered in time also when that takes long or fails. */
export async function takePress(
  deps: PressDeps,
  { queryId, pressed }: { queryId: string; pressed: Acknowledgement | null },
  signal: AbortSignal,
): Promise<void> {
  const answer = (text: string): Promise<void> => answerPress(deps, { queryId, text }, signal);
  if (pressed === null) return answer('');
  const stored = deps.intake.acknowledge(pressed);
  const enough = new AbortController();
  try {
    const sentence = await Promise.race([stored, pause(answerAfterMs, enough.signal).then(() => slow)]);
    await answer(sentence);
    await stored;
  } catch (error) {
    await answer(failed);
    throw error;
  } finally {
    enough.abort();
  }
}

/** An answer that does not arrive is no loss: what was pressed is stored, and can be pressed again. */
async function answerPress(
  { api, log }: PressDeps,
  { queryId, text }: { queryId: string; text: string },
  signal: AbortSignal,
): Promise<void> {
  const payload = { callback_query_id: queryId, text: text.slice(0, mostUnits) };
  try {
    await api.call('answerCallbackQuery', payload, { signal, withinMs: answerWithinMs });
  } catch (error) {
    log.debug({ err: error }, 'a pressed button could not be answered');
  }
}
