import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  SmsApiError,
  type SmsCall,
  type SmsEmulator,
  type SmsPlatform,
  type SmsSetup,
  type SmsState,
  startSmsEmulator,
  type TakenSms,
  writeJson,
} from './sms-emulator.ts';

const version = '2017-05-25';
const mobile = /^1[3-9]\d{9}$/u;

/** 阿里云短信服务 on loopback: RPC over POST with everything in the query, signed with ACS3-HMAC-SHA256. */
export function startAliyunSms(setup?: SmsSetup): Promise<SmsEmulator> {
  return startSmsEmulator(platform, setup);
}

const platform: SmsPlatform = {
  read(request, body, state) {
    assertSigned(request, body, state);
    if (request.headers['x-acs-version'] !== version) throw new SmsApiError(400, 'InvalidVersion');
    const params = Object.fromEntries(new URL(request.url ?? '/', 'http://sms').searchParams);
    return { action: String(request.headers['x-acs-action']), params };
  },
  answer(call, state) {
    switch (call.action) {
      case 'SendSms':
        return sendSms(call, state);
      case 'QuerySendDetails':
        return queryDetails(call, state);
      case 'GetSmsSign':
        return {
          ...ok(),
          SignName: call.params['SignName'],
          SignStatus: call.params['SignName'] === state.sign ? 1 : 2,
        };
      case 'GetSmsTemplate':
        return template(call, state);
      default:
        throw new SmsApiError(404, 'InvalidAction.NotFound');
    }
  },
  refuse: (_, { code, message = code }) => ({ Code: code, Message: message, RequestId: randomUUID() }),
  writeError(response, { status, code, message = code }) {
    writeJson(response, status, { Code: code, Message: message, RequestId: randomUUID(), HostId: 'sms' });
  },
};

function ok(): { Code: 'OK'; Message: 'OK'; RequestId: string } {
  return { Code: 'OK', Message: 'OK', RequestId: randomUUID() };
}

function refusal(code: string): object {
  return { Code: code, Message: code, RequestId: randomUUID() };
}

function sendSms({ params }: SmsCall, state: SmsState): object {
  const { PhoneNumbers: phone = '', SignName: sign, TemplateCode: code = '', TemplateParam, OutId: key = '' } = params;
  const text = state.templates.get(String(code));
  if (!mobile.test(String(phone))) return refusal('isv.MOBILE_NUMBER_ILLEGAL');
  if (sign !== state.sign) return refusal('isv.SMS_SIGNATURE_ILLEGAL');
  if (text === undefined) return refusal('isv.SMS_TEMPLATE_ILLEGAL');
  const values = JSON.parse(String(TemplateParam ?? '{}')) as Record<string, string>;
  const missing = [...text.matchAll(/\$\{([^}]+)\}/gu)].some(([, name = '']) => values[name] === undefined);
  if (missing) return refusal('isv.TEMPLATE_MISSING_PARAMETERS');
  const id = `${state.taken.length + 1}^0`;
  state.taken.push({
    id,
    phone: String(phone),
    sign: state.sign,
    template: String(code),
    text: text.replaceAll(/\$\{([^}]+)\}/gu, (mark, name: string) => values[name] ?? mark),
    key: String(key),
    at: state.now(),
    report: { kind: 'waiting' },
  });
  return { ...ok(), BizId: id };
}

function queryDetails({ params }: SmsCall, state: SmsState): object {
  const { PhoneNumber: phone, SendDate: day, PageSize, CurrentPage } = params;
  const [size, page] = [Number(PageSize), Number(CurrentPage)];
  if (!(size >= 1 && size <= 50 && page >= 1)) throw new SmsApiError(400, 'isv.INVALID_PARAMETERS');
  const found = state.taken.filter((one) => one.phone === phone && timeIn(one.at).startsWith(dashed(String(day))));
  return {
    ...ok(),
    TotalCount: String(found.length),
    SmsSendDetailDTOs: { SmsSendDetailDTO: found.slice((page - 1) * size, page * size).map(detail) },
  };
}

function detail({ phone, template, text, sign, key, at, report }: TakenSms): object {
  const about = {
    PhoneNum: phone,
    TemplateCode: template,
    Content: `【${sign}】${text}`,
    OutId: key,
    SendDate: timeIn(at),
  };
  if (report.kind === 'waiting') return { ...about, SendStatus: 1, ErrCode: '' };
  const done = { ...about, ReceiveDate: timeIn(report.at) };
  if (report.kind === 'delivered') return { ...done, SendStatus: 3, ErrCode: 'DELIVERED' };
  return { ...done, SendStatus: 2, ErrCode: report.code };
}

function template({ params }: SmsCall, state: SmsState): object {
  const code = String(params['TemplateCode']);
  const text = state.templates.get(code);
  const review = state.reviews.get(code);
  if (text === undefined && review === undefined) return refusal('isv.SMS_TEMPLATE_ILLEGAL');
  const status = review === undefined ? '1' : review === 'waiting' ? '0' : '2';
  return { ...ok(), TemplateCode: code, TemplateContent: text ?? '', TemplateStatus: status };
}

/** `2026-11-23 08:00:00` in China. */
function timeIn(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function dashed(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
}

/** https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature */
function assertSigned(request: IncomingMessage, body: string, state: SmsState): void {
  const written = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/u.exec(
    request.headers.authorization ?? '',
  );
  const [, keyId, signedHeaders = '', signature] = written ?? [];
  if (keyId !== state.keyId) throw new SmsApiError(404, 'InvalidAccessKeyId.NotFound');
  const bodyHash = sha256(body);
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [
    request.method,
    new URL(request.url ?? '/', 'http://sms').pathname,
    canonicalQuery(request.url ?? ''),
    headers.join(''),
    signedHeaders,
    bodyHash,
  ].join('\n');
  const expected = createHmac('sha256', state.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  if (request.headers['x-acs-content-sha256'] !== bodyHash || signature !== expected)
    throw new SmsApiError(400, 'SignatureDoesNotMatch');
}

function canonicalQuery(url: string): string {
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...new URL(url, 'http://sms').searchParams]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
