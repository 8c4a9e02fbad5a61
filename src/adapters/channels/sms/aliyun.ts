import { createRequire } from 'node:module';
import type * as Core from '@alicloud/openapi-core';
import type * as Sdk from '@alicloud/dysmsapi20170525';
import { dayOf, readInstant } from '../../../base/calendar.ts';
import { CallError, codeOf, failedToConnect, loadedOnce, orAborted, type Refusal } from './call-error.ts';
import type { Review, SmsAccount, SmsGateway, Submission, Trace } from './gateway.ts';

/** What the package gives to `require`, seen from an ES module. */
type Package = typeof Sdk.default;
type Loaded = { client: InstanceType<Package['default']>; sdk: Package };
type Detail = Sdk.QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO;

/** Shorter than the deadline of the one who calls. */
const [connectMs, readMs] = [5_000, 15_000];
/** The platform names days and times as in China, wherever it is asked from. */
const zone = 'Asia/Shanghai';
const pageSize = 50;
const mostPages = 10;
/** A message submitted just before midnight may be on record for the next day. */
const overMidnightMs = 5 * 60_000;

/** 阿里云短信服务 by its SDK: https://help.aliyun.com/zh/sms/developer-reference/api-overview. */
export function createAliyunGateway(account: SmsAccount): SmsGateway {
  const loaded = loadedOnce(() => load(account));

  async function call<T extends { code?: string; message?: string }>(
    action: string,
    signal: AbortSignal,
    work: (loaded: Loaded) => Promise<{ body?: T }>,
  ): Promise<T> {
    const sdk = await loaded(action);
    try {
      const { body } = await orAborted(action, work(sdk), signal);
      if (body?.code === 'OK') return body;
      throw new CallError(action, { refusal: refusalOf(200, body ?? {}), sent: true });
    } catch (error) {
      throw toCallError(action, error);
    }
  }

  async function detailsOf(
    { phone, day, page }: { phone: string; day: string; page: number },
    signal: AbortSignal,
  ): Promise<{ details: Detail[]; isLast: boolean }> {
    const body = await call('QuerySendDetails', signal, ({ client, sdk }) =>
      client.querySendDetails(
        new sdk.QuerySendDetailsRequest({
          phoneNumber: phone,
          sendDate: day.replaceAll('-', ''),
          pageSize,
          currentPage: page,
        }),
      ),
    );
    const details = body.smsSendDetailDTOs?.smsSendDetailDTO ?? [];
    return { details, isLast: details.length < pageSize };
  }

  return {
    async submit({ phone, code, params, key }: Submission, signal) {
      const body = await call('SendSms', signal, ({ client, sdk }) =>
        client.sendSms(
          new sdk.SendSmsRequest({
            phoneNumbers: phone,
            signName: account.signName,
            templateCode: code,
            templateParam: JSON.stringify(Object.fromEntries(params.map(({ name, value }) => [name, value]))),
            outId: key,
          }),
        ),
      );
      return body.bizId ?? null;
    },

    async trace({ phone, key, since }, signal) {
      const days = new Set([dayOf(since, zone), dayOf(since + overMidnightMs, zone)]);
      let unnamed = false;
      for (const day of days) {
        for (let page = 1; page <= mostPages; page += 1) {
          const { details, isLast } = await detailsOf({ phone, day, page }, signal);
          const found = details.find(({ outId }) => outId === key);
          if (found !== undefined) return traceOf(found, since);
          unnamed ||= details.some(({ outId }) => !outId);
          if (isLast) break;
        }
      }
      return { kind: 'absent', unnamed };
    },

    async review(codes, signal) {
      const sign = await call('GetSmsSign', signal, ({ client, sdk }) =>
        client.getSmsSign(new sdk.GetSmsSignRequest({ signName: account.signName })),
      ).then(({ signStatus }) => stateOf(signStatus), missingOr);
      const reviews: Review[] = [{ subject: account.signName, state: sign, text: null }];
      for (const code of codes) {
        const found = await call('GetSmsTemplate', signal, ({ client, sdk }) =>
          client.getSmsTemplate(new sdk.GetSmsTemplateRequest({ templateCode: code })),
        ).then(
          ({ templateStatus, templateContent = null }) => ({ state: stateOf(templateStatus), text: templateContent }),
          (error: unknown) => ({ state: missingOr(error), text: null }),
        );
        reviews.push({ subject: code, ...found });
      }
      return reviews;
    },
  };
}

/** It takes 30 MB, which a start without text messages need not spend. The package is CommonJS, and is taken as such. */
async function load({ accessKeyId, accessKeySecret, region, endpoint }: SmsAccount): Promise<Loaded> {
  const fetchPackage = createRequire(import.meta.url);
  const sdk = fetchPackage('@alicloud/dysmsapi20170525') as Package;
  const { $OpenApiUtil } = fetchPackage('@alicloud/openapi-core') as typeof Core;
  silenceRequests(fetchPackage.resolve('@alicloud/dysmsapi20170525'));
  const config = new $OpenApiUtil.Config({
    accessKeyId,
    accessKeySecret,
    regionId: region,
    endpoint: endpoint?.host ?? 'dysmsapi.aliyuncs.com',
    protocol: endpoint?.protocol ?? 'https',
    connectTimeout: connectMs,
    readTimeout: readMs,
  });
  return { client: new sdk.default(config), sdk };
}

/** Where DEBUG asks for it, the HTTP client under the SDK writes whole requests to stderr: numbers, names and keys. */
function silenceRequests(sdk: string): void {
  const client = ['@darabonba/typescript', 'httpx'].reduce((from, name) => createRequire(from).resolve(name), sdk);
  const debug = createRequire(client)('debug') as { disable(): void };
  debug.disable();
}

/** 1: waiting for the operator, 2: failed, 3: delivered. */
function traceOf({ sendStatus, receiveDate = '', errCode }: Detail, since: number): Trace {
  if (sendStatus === 3) return { kind: 'delivered', id: null, at: readInstant(receiveDate, zone) ?? since };
  if (sendStatus === 2) return { kind: 'undelivered', id: null, code: codeOf(errCode) };
  return { kind: 'waiting', id: null };
}

function stateOf(status: string | number | undefined): Review['state'] {
  const states: Readonly<Record<string, Review['state']>> = { 0: 'waiting', 1: 'approved', 2: 'refused' };
  return states[String(status)] ?? 'missing';
}

/** That there is none is an answer; that it cannot be asked is none. */
function missingOr(error: unknown): Review['state'] {
  if (error instanceof CallError && /TEMPLATE_ILLEGAL|SIGNATURE_ILLEGAL|NotExist|NOT_EXIST/u.test(error.message))
    return 'missing';
  throw error;
}

function toCallError(action: string, error: unknown): CallError {
  if (error instanceof CallError) return error;
  const { statusCode, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number')
    return new CallError(action, { refusal: refusalOf(statusCode, { code }), sent: true });
  return new CallError(action, { refusal: null, sent: !failedToConnect(error) });
}

function refusalOf(status: number, { code, message }: { code?: unknown; message?: unknown }): Refusal {
  return { code: codeOf(code), status, limit: limitOf(String(message)) };
}

/** The message tells which limit: 触发分钟级流控Permits:1. */
function limitOf(message: string): Refusal['limit'] {
  if (message.includes('天级')) return 'day';
  if (message.includes('小时级')) return 'hour';
  return message.includes('分钟级') ? 'minute' : null;
}
