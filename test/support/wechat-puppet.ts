import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Report, Said, ServerOptions } from './wechat-puppet-wire.ts';

export type WechatPuppet = {
  endpoint: string;
  token: string;
  tell(command: Command): Promise<unknown>;
  said(): Promise<Said[]>;
  close(): Promise<void>;
};

/** A gateway for WeChat on a port of its own, in a process of its own. */
export async function openWechatPuppet(server: string, changes: Partial<ServerOptions> = {}): Promise<WechatPuppet> {
  const options: ServerOptions = {
    port: await freePort(),
    token: 'insecure_test-token',
    tls: false,
    botAlias: '',
    ...changes,
  };
  const home = mkdtempSync(join(tmpdir(), 'qingyu-puppet-'));
  const child = fork(server, [JSON.stringify(options)], {
    env: { HOME: home, WECHATY_LOG: 'silent' },
    execArgv: ['--no-deprecation'],
    serialization: 'advanced',
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, (report: Report) => void>();
  let last = 0;
  const ready = new Promise<void>((done) => waiting.set(0, () => done()));
  child.on('message', (report: Report) => {
    waiting.get(report.call)?.(report);
    waiting.delete(report.call);
  });
  await Promise.race([ready, ended.then(() => Promise.reject(new Error('the emulated gateway ended')))]);

  const tell = (command: Command): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ result, error }) => (error === null ? resolve(result) : reject(new Error(error))));
      child.send({ call: last, command });
    });
  return {
    endpoint: `127.0.0.1:${options.port}`,
    token: options.token,
    tell,
    async said() {
      const said = await tell({ kind: 'said' });
      return Array.isArray(said) ? said : [];
    },
    async close() {
      child.disconnect();
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return address.port;
}
