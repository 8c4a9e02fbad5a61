import { dayOf } from '../../base/calendar.ts';
import type { Message } from '../../domain/message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { DailyPlan } from './plan.ts';

const noMessageYet = '今天还没有寄语。';
const asksForMessage = /^[/／]?(?:今日|今天的?|每日|清廉)?(?:寄语|daily)[\s？?。！!]*$/iu;

/**
 * 「/寄语」 shows the day's message, also before the time it goes out; on a day without one it says so. Null when the
 * message asks for something else.
 */
export function createIntegrityAbility(deps: { plan: DailyPlan; clock: Clock; timeZone: string }) {
  return async function handle(message: Message): Promise<Outcome | null> {
    if (!asksForMessage.test(message.text.trim())) return null;
    const day = await deps.plan.messageOf(dayOf(deps.clock.now(), deps.timeZone));
    return async () => [{ text: day?.text ?? noMessageYet }];
  };
}
