import type { ChannelFinding } from '../../../ports/channel.ts';
import { fail, ok } from '../findings.ts';
import { reach } from '../reach.ts';
import { missingPackages } from './load.ts';
import type { GatewayOptions } from './wire.ts';

const servicePuppet = 'wechaty-puppet-service';

/** What can be said of the settings without logging in anywhere. */
export async function inspectWechat(options: GatewayOptions, signal: AbortSignal): Promise<ChannelFinding[]> {
  const isService = options.puppet === servicePuppet;
  return [
    packages(options.puppet),
    ...(isService ? [token(options), await endpoint(options.endpoint, signal)] : []),
    ok('限制：一条最多 2000 字，文件最大 20 MB，每分钟最多 20 条，主动发送每条间隔 4 到 8 秒。'),
    {
      state: 'warn',
      detail: '个人微信网关不是腾讯的官方接口，账号有被限制或封停的风险。',
      action: '能用企业微信、飞书、钉钉等官方渠道的群请先用官方渠道，微信只用专门的账号。',
    },
  ];
}

function packages(puppet: string): ChannelFinding {
  const missing = missingPackages(puppet);
  if (missing === null) return ok('微信所需的程序包已安装。');
  return { state: 'fail', detail: '微信所需的程序包没有安装。', action: missing };
}

/** The part before the last underscore is the name the certificate of the gateway must have. */
function token({ token, tls }: GatewayOptions): ChannelFinding {
  if (!/^[\w.-]+$/u.test(token))
    return fail('令牌里有不该有的字符，或是空的。', '请把网关服务商给的令牌原样填入，不带空格和引号。');
  const hasPrefix = token.lastIndexOf('_') > 0;
  if (tls && !hasPrefix)
    return fail(
      '用 TLS 连接时，令牌要带证书的名字作前缀。',
      '请向网关服务商问清前缀（常见的是 insecure_），或关闭 TLS。',
    );
  return ok(tls ? '令牌带有证书名前缀，用 TLS 连接。' : '不用 TLS 连接：令牌和消息在网络上是明文。');
}

async function endpoint(address: string, signal: AbortSignal): Promise<ChannelFinding> {
  const match = /^(?:\[([\da-f:]+)\]|([\w.-]+)):(\d{1,5})$/iu.exec(address);
  if (!match) return fail('微信网关的地址不是「主机:端口」。', '请按网关服务商给的地址填写，例如 10.0.0.8:8788。');
  const [, v6, name, port] = match;
  const problem = await reach({ host: v6 ?? name ?? '', port: Number(port) }, signal);
  if (problem === null) return ok(`微信网关 ${address} 可以连上。`);
  return fail(`微信网关 ${address} 连不上（${problem}）。`, '请确认网关在运行、地址正确、网络和防火墙放行。');
}
