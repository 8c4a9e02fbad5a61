import { startTelegramEmulator } from './telegram-emulator.ts';

/** An emulator with one bot in one group, and how to reach it. */
export async function startTelegramDemo(port: number): Promise<{ url: string; token: string; chat: number }> {
  const telegram = await startTelegramEmulator({ port });
  const token = '7000000:demo';
  const chat = -42;
  const bot = telegram.addBot({ token, username: 'qingyu_bot' });
  telegram.addChat(bot, { id: chat, type: 'supergroup', title: '餐饮行业协会' });
  return { url: telegram.url, token, chat };
}
