import { expect, it, vi } from 'vitest';
import { benchCases } from './cases.ts';
import { benchCrash } from './crash.ts';
import { benchDingtalk } from './dingtalk.ts';
import { benchFeishu } from './feishu.ts';
import { benchLedger } from './ledger.ts';
import { benchSend } from './send.ts';
import { benchWecomWebhook } from './wecom-webhook.ts';
import { benchWecom } from './wecom.ts';
import { benchYear } from './year.ts';

const benches: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  cases: benchCases,
  crash: benchCrash,
  dingtalk: benchDingtalk,
  feishu: benchFeishu,
  ledger: benchLedger,
  send: (args) => benchSend(args, ''),
  wecom: benchWecom,
  'wecom-webhook': (args) => benchWecomWebhook(args, ''),
  year: benchYear,
};

it.each([
  ['dingtalk', '--messages', 'many'],
  ['dingtalk', '--redeliver', 'soon'],
  ['feishu', '--messages', '0'],
  ['wecom', '--messages', '-1'],
  ['wecom-webhook', '--messages', 'many'],
  ['crash', '--kills', 'many'],
  ['crash', '--store', 'oracle'],
  ['send', '--groups', '0'],
  ['year', '--from', 'tomorrow'],
  ['ledger', '--groups', '-1'],
  ['cases', '--cases', '0'],
])('bench %s %s %s says how to ask', async (name, ...words) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

  const code = await benches[name]?.(words);
  const lines = said.mock.calls.map(([line]) => String(line));
  said.mockRestore();

  expect(code).toBe(2);
  expect(lines.join('')).toMatch(/^用法：[^\n]+\n$/u);
});
