import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startChild } from '../../../support/child.ts';
import { buildWechat } from '../../../support/wechat-programs.ts';
import { openWechatPuppet } from '../../../support/wechat-puppet.ts';

it('leaves nothing that keeps a process alive when it has stopped', { timeout: 60_000 }, async () => {
  const programs = await buildWechat();
  const puppet = await openWechatPuppet(programs.server);
  const stateDir = mkdtempSync(join(tmpdir(), 'qingyu-wechat-'));

  const child = startChild(programs.holder, {
    id: 'wechat',
    puppet: 'wechaty-puppet-service',
    token: puppet.token,
    endpoint: puppet.endpoint,
    tls: false,
    stateDir,
    gateway: programs.gateway.href,
  });

  expect(await child.ended).toBe(0);
  expect(child.lines).toEqual(['up', 'stopped idle']);
  await puppet.close();
  rmSync(stateDir, { recursive: true, force: true });
});
