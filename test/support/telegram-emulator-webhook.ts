import { seconds, type Bot, type EmulatorState } from './telegram-emulator-state.ts';

/** Between two attempts to bring the same update. The real platform takes its time. */
const pauseMs = 30;

/** Brings updates to the bot's webhook, one after the other and the same again until it is taken, for as long as there is one. */
export function createCourier(state: EmulatorState): { look(bot: Bot): void } {
  const busy = new Set<Bot>();

  async function bring(bot: Bot): Promise<void> {
    for (;;) {
      const { webhook, queue } = bot;
      const [update] = queue;
      if (webhook === null || update === undefined) return;
      const error = await post(webhook, update);
      if (error === null) bot.queue = bot.queue.filter((other) => other !== update);
      else {
        webhook.error = { at: seconds(), words: error };
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      state.changed();
    }
  }

  return {
    look(bot) {
      if (bot.webhook === null || busy.has(bot)) return;
      busy.add(bot);
      void bring(bot).finally(() => busy.delete(bot));
    },
  };
}

/** Null when it was taken. */
async function post(webhook: { url: string; secret: string }, update: object): Promise<string | null> {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhook.secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok ? null : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
  } catch (error) {
    return `Connection failed: ${String(error)}`;
  }
}
