import { isMobile } from '../../../domain/phone.ts';
import type { SmsTemplate } from '../../../domain/sms-template.ts';
import { type Channel, ChannelError, type Fate, type Outbound, type Sought } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import { createAliyunGateway } from './aliyun.ts';
import { aliyunMeaning, aliyunReceipt } from './aliyun-codes.ts';
import type { Refusal } from './call-error.ts';
import { capabilitiesOf, type Provider } from './capabilities.ts';
import { type Meaning, toChannelError } from './errors.ts';
import type { SmsAccount, SmsGateway, Trace } from './gateway.ts';
import { createAccountHealth } from './health.ts';
import { inspect } from './inspect.ts';
import { createTencentGateway } from './tencent.ts';
import { tencentMeaning, tencentReceipt } from './tencent-codes.ts';

export type SmsOptions = SmsAccount & {
  id: string;
  provider: Provider;
  /** 腾讯云's number of the application; empty for others. */
  appId: string;
  /** The platform's number of each template, by our name of it. */
  templates: ReadonlyMap<string, string>;
  /** The texts as staff keep them. */
  wordings: () => Promise<readonly SmsTemplate[]>;
  clock: Clock;
};

type Words = { meaning: (refusal: Refusal) => Meaning; receipt: (code: string) => string };

const words = {
  aliyun: { meaning: aliyunMeaning, receipt: aliyunReceipt },
  tencent: { meaning: tencentMeaning, receipt: tencentReceipt },
} as const satisfies Record<Provider, Words>;

/** Text messages to people of the directory, one number a call, so that each has a result of its own. */
export function createSmsChannel(options: SmsOptions): Channel {
  const { id, provider, clock } = options;
  const gateway: SmsGateway = provider === 'aliyun' ? createAliyunGateway(options) : createTencentGateway(options);
  const { meaning, receipt } = words[provider];
  const health = createAccountHealth({ clock, signName: options.signName });

  return {
    id,
    capabilities: capabilitiesOf(provider),
    connection: null,
    webhook: null,
    canSend: health.canSend,
    health: health.read,
    inspect: (signal) => inspect({ ...options, gateway, meaning }, signal),
    async send(message, signal) {
      const submission = readSubmission(message, options.templates);
      if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，短信没有发出。');
      try {
        const platformMessageId = await gateway.submit(submission, signal);
        health.noteTaken();
        return { platformMessageId };
      } catch (error) {
        const failure = toChannelError(error, meaning);
        if (failure.failure.kind === 'auth') health.noteRefused(failure.message);
        throw failure;
      }
    },
    async lookUp({ to, idempotencyKey: key, sentAt: since }: Sought, signal) {
      try {
        return toFate(await gateway.trace({ phone: phoneOf(to), key, since }, signal), receipt);
      } catch (error) {
        if (error instanceof ChannelError) throw error;
        throw new ChannelError({ kind: 'transient' }, '现在问不到短信平台，稍后再查。', { cause: error });
      }
    },
  };
}

/** Throws a `ChannelError` for what cannot be sent as a text message. */
function readSubmission({ to, body, idempotencyKey: key }: Outbound, templates: SmsOptions['templates']) {
  if (body.kind !== 'template') throw unsupported('短信只能用审核通过的模板发，不能发别的内容。');
  const code = templates.get(body.template);
  if (code === undefined) throw unsupported(`SMS_TEMPLATES 里没有模板“${body.template}”，短信没有发出。`);
  return { phone: phoneOf(to), code, params: body.params, key };
}

function phoneOf({ platformId }: Outbound['to']): string {
  if (isMobile(platformId)) return platformId.slice('+86'.length);
  throw new ChannelError({ kind: 'gone' }, '这个手机号不是内地手机号，短信没有发出，请核对通讯录。');
}

function unsupported(sentence: string): ChannelError {
  return new ChannelError({ kind: 'permanent', reason: 'unsupported' }, sentence);
}

function toFate(trace: Trace, receipt: Words['receipt']): Fate {
  switch (trace.kind) {
    case 'waiting':
      return { kind: 'taken', platformMessageId: trace.id };
    case 'delivered':
      return { kind: 'delivered', at: trace.at, platformMessageId: trace.id };
    case 'undelivered':
      return { kind: 'undelivered', reason: receipt(trace.code), platformMessageId: trace.id };
    case 'absent':
      return { kind: 'absent', detail: trace.unnamed ? unnamed : '平台上查不到这条短信。' };
  }
}

const unnamed =
  '平台上有发给这个号码的短信，但没有带回编号，认不出是不是这一条；请向短信平台申请返回 SessionContext，或到控制台核对。';
