import { createRequire } from 'node:module';
import type * as Sdk from 'tencentcloud-sdk-nodejs-sms';
import { CallError, codeOf, failedToConnect, loadedOnce, orAborted, type Refusal } from './call-error.ts';
import type { Review, SmsAccount, SmsGateway, Submission, Trace } from './gateway.ts';

type Client = InstanceType<typeof Sdk.sms.v20210111.Client>;
type Pulled = Awaited<ReturnType<Client['PullSmsSendStatusByPhoneNumber']>>;
type Reported = NonNullable<Pulled['PullSmsSendStatusSet']>[number];

/** Shorter than the deadline of the one who calls. */
const timeoutSeconds = 15;
/** Clocks differ. */
const beforeSeconds = 60;
const mostTraced = 100;

/** 腾讯云短信 by its SDK, API of 2021-01-11: https://cloud.tencent.com/document/product/382/52077. */
export function createTencentGateway(account: SmsAccount & { appId: string }): SmsGateway {
  const loaded = loadedOnce(() => load(account));

  async function call<T>(action: string, signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
    const client = await loaded(action);
    try {
      return await orAborted(action, work(client), signal);
    } catch (error) {
      throw toCallError(action, error);
    }
  }

  return {
    async submit({ phone, code, params, key }: Submission, signal) {
      const { SendStatusSet: [status] = [] } = await call('SendSms', signal, (client) =>
        client.SendSms({
          PhoneNumberSet: [`+86${phone}`],
          SmsSdkAppId: account.appId,
          SignName: account.signName,
          TemplateId: code,
          TemplateParamSet: params.map(({ value }) => value),
          SessionContext: key,
        }),
      );
      if (status?.Code === 'Ok') return status.SerialNo || null;
      // An answer without the number says nothing about it.
      const refusal = status === undefined ? null : refusalOf(codeOf(status.Code));
      throw new CallError('SendSms', { refusal, sent: true });
    },

    async trace({ phone, key, since }, signal) {
      const { PullSmsSendStatusSet: found = [] } = await call('PullSmsSendStatusByPhoneNumber', signal, (client) =>
        client.PullSmsSendStatusByPhoneNumber({
          PhoneNumber: `+86${phone}`,
          BeginTime: Math.floor(since / 1000) - beforeSeconds,
          Offset: 0,
          Limit: mostTraced,
          SmsSdkAppId: account.appId,
        }),
      );
      const own = found.find(({ SessionContext: context }) => context === key);
      if (own !== undefined) return traceOf(own, since);
      return { kind: 'absent', unnamed: found.some(({ SessionContext: context }) => !context) };
    },

    async review(codes, signal) {
      const { DescribeTemplateStatusSet: found = [] } = await call('DescribeSmsTemplateList', signal, (client) =>
        client.DescribeSmsTemplateList({ International: 0, TemplateIdSet: codes.map(Number) }),
      );
      return codes.map((code): Review => {
        const one = found.find(({ TemplateId: id }) => String(id) === code);
        return { subject: code, state: stateOf(one?.StatusCode), text: one?.TemplateContent ?? null };
      });
    },
  };
}

/** It takes 20 MB, which a start without text messages need not spend. The package is CommonJS, and is taken as such. */
async function load({ accessKeyId, accessKeySecret, region, endpoint }: SmsAccount): Promise<Client> {
  const sdk = createRequire(import.meta.url)('tencentcloud-sdk-nodejs-sms') as typeof Sdk;
  return new sdk.sms.v20210111.Client({
    credential: { secretId: accessKeyId, secretKey: accessKeySecret },
    region,
    profile: {
      httpProfile: {
        endpoint: endpoint?.host ?? 'sms.tencentcloudapi.com',
        protocol: endpoint?.protocol === 'http' ? 'http://' : 'https://',
        reqTimeout: timeoutSeconds,
      },
    },
  });
}

/** The platform shows only what the operator has reported on. */
function traceOf(found: Reported, since: number): Trace {
  const { ReportStatus: status, SerialNo: id = null, UserReceiveTime: seconds = 0, Description: said } = found;
  if (status === 'SUCCESS') return { kind: 'delivered', id, at: seconds > 0 ? seconds * 1000 : since };
  if (status === 'FAIL') return { kind: 'undelivered', id, code: wordsOf(said) };
  return { kind: 'waiting', id };
}

/** 0: approved, 1: under review, 2: approved and soon in force, -1: refused. */
function stateOf(status: number | undefined): Review['state'] {
  if (status === undefined) return 'missing';
  if (status === 0) return 'approved';
  return status < 0 ? 'refused' : 'waiting';
}

function toCallError(action: string, error: unknown): CallError {
  if (error instanceof CallError) return error;
  const { code, httpCode } = (error ?? {}) as { code?: unknown; httpCode?: unknown };
  if (typeof code === 'string') return new CallError(action, { refusal: refusalOf(codeOf(code)), sent: true });
  const sent = typeof httpCode === 'number' || !failedToConnect(error);
  return new CallError(action, { refusal: null, sent });
}

function refusalOf(code: string): Refusal {
  return { code, status: 200, limit: limitOf(code) };
}

function limitOf(code: string): Refusal['limit'] {
  if (code.endsWith('ThirtySecondLimit')) return 'minute';
  if (code.endsWith('OneHourLimit')) return 'hour';
  return code.endsWith('DailyLimit') ? 'day' : null;
}

/** The operator's own words; a long row of digits in them may be a number. */
function wordsOf(said = ''): string {
  return said.replaceAll(/\d{5,}/gu, '…').slice(0, 40);
}
