import { z } from 'zod';
import type { Me } from './address.ts';
import type { FeishuApi } from './api.ts';

const info = z.object({
  bot: z.object({ open_id: z.string(), app_name: z.string().default(''), activate_status: z.int().optional() }),
});

/** Who the bot is; `active`: whether its company has switched it on. Throws an `ApiError`, or when it is no answer. */
export async function readMe(api: FeishuApi, signal: AbortSignal): Promise<Me & { active: boolean }> {
  const { bot } = info.parse(await api.call({ method: 'GET', path: '/open-apis/bot/v3/info' }, { signal }));
  return { openId: bot.open_id, name: bot.app_name, active: (bot.activate_status ?? 2) === 2 };
}
