import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The flags of `npm start`. */
const flags = ['--max-semi-space-size=2', '--v8-pool-size=1'];

/** Starts the built bot on a free port with data of its own; `stop` puts both away. */
export async function startBot(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-bot-'));
  const env = {
    ...process.env,
    DATABASE_URL: '',
    BOT_NOW: '',
    LOG_LEVEL: 'error',
    ...settings,
    DATA_DIR: folder,
    PORT: '0',
  };
  const child = spawn(process.execPath, [...flags, 'dist/main.js', 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { address, firstPassword } = await readStart(child);
  return {
    address,
    firstPassword,
    pid: child.pid,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The first line with an address and the password of the first account, once the bot says that it is ready. */
async function readStart(child) {
  let [address, firstPassword] = ['', ''];
  for await (const line of createInterface({ input: child.stdout })) {
    address ||= /https?:\/\/\S+(?=\/g\/)/.exec(line)?.[0] ?? '';
    firstPassword ||= /初始密码：(\S+)/.exec(line)?.[1] ?? '';
    if (line.startsWith('已就绪')) return { address: address.replace('localhost', '127.0.0.1'), firstPassword };
  }
  throw new Error('the bot ended before it was ready');
}
