/** `node test/support/start-telegram-emulator.mjs [port]`: a chat room on this machine for a Telegram bot, until it is ended. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const out = here(`../../.cache/telegram-${process.pid}`);
await build({
  input: { demo: here('telegram-demo.ts') },
  platform: 'node',
  external: ['zod'],
  output: { dir: out, format: 'esm' },
  logLevel: 'silent',
});
const { startTelegramDemo } = await import(`${out}/demo.js`);
await rm(out, { recursive: true, force: true });

const { url, token, chat } = await startTelegramDemo(Number(process.argv[2] ?? 0));
console.log(`${url}  令牌 ${token}，群 ${chat}`);
console.log(`看：curl ${url}/room`);
console.log(`说：curl ${url}/room/messages -d '{"chat":${chat},"name":"张三","text":"@qingyu_bot 你好"}'`);
console.log(`点「收到」：curl ${url}/room/presses -d '{"chat":${chat},"name":"张三","message":1}'`);

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
