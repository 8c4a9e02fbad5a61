import { describe, expect, it, onTestFinished } from 'vitest';
import { connected, groupId, openDingtalk } from '../../../support/dingtalk-bench.ts';
import { clientId, clientSecret } from '../../../support/dingtalk-emulator.ts';
import { refused } from '../../../support/dingtalk-emulator-faults.ts';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

describe('doctor about DingTalk', () => {
  it('is content, says as whom, and what a group must do first', async () => {
    const { channel, dingtalk, close } = await openDingtalk();
    onTestFinished(close);

    const findings = await channel.inspect(soon());

    expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'ok'));
    expect(JSON.stringify(findings)).toMatch(new RegExp(`${clientId}.*Stream 模式.*@ 它一次.*每分钟 20 条`, 'u'));
    expect(dingtalk.calls.some(({ path }) => path.includes('gateway'))).toBe(false);
    expect(dingtalk.shown(groupId)).toEqual([]);
  });

  it('names the permission that is missing, and where it is switched on', async () => {
    const { channel, dingtalk } = await connected();
    dingtalk.app.scopes.clear();

    const failed = (await channel.inspect(soon())).filter(({ state }) => state === 'fail');

    expect(failed.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/查已读.*qyapi_robot_sendmsg/u),
      expect.stringMatching(/下载.*qyapi_robot_sendmsg/u),
    ]);
    expect(failed[0]?.action).toMatch(/权限管理.*发布新版本/u);
  });

  it('says that there is no robot', async () => {
    const { channel, dingtalk } = await connected();
    dingtalk.app.robot = false;

    expect(await channel.inspect(soon())).toContainEqual(
      expect.objectContaining({ state: 'fail', action: expect.stringMatching(/机器人.*Stream/u) }),
    );
  });

  it.each([
    ['the credentials are wrong', refused(400, 'invalidClientIdOrSecret'), /凭证与基础信息/u],
    ['its address may not', refused(403, 'Forbidden.AccessDenied.IpNotInWhiteList'), /安全设置/u],
    ['nobody answers', { kind: 'drop' }, /网络/u],
  ] as const)('says what to do when %s', async (_, fault, words) => {
    const { channel, dingtalk } = await connected();
    dingtalk.faults.add('token', fault);

    const findings = await channel.inspect(soon());

    expect(findings).toMatchObject([{ state: 'fail', action: expect.stringMatching(words) }]);
    expect(JSON.stringify(findings)).not.toContain(clientSecret);
  });
});
