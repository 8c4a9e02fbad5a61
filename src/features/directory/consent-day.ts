import { dayOf, instantAt, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';

/**
 * Since when somebody agreed who agreed on a day, epoch ms; null stays null. Of today it is now: who took it back this
 * morning may agree again. Throws `input/invalid`.
 */
export function consentOn(written: string | null, { now, timeZone }: { now: number; timeZone: string }): number | null {
  if (written === null) return null;
  const today = dayOf(now, timeZone);
  if (written === today) return now;
  if (isDay(written) && written < today) return instantAt(written, '00:00', timeZone);
  throw new AppError('input/invalid', `同意短信的日期应是今天或以前的一天，收到 “${written}”。`);
}
