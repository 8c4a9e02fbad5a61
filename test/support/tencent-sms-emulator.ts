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

const version = '2021-01-11';
const mobile = /^\+861[3-9]\d{9}$/u;
export const tencentAppId = '1400006666';

/** 腾讯云短信 on loopback: JSON over POST, signed with TC3-HMAC-SHA256; errors come with HTTP 200. */
export function startTencentSms(setup?: SmsSetup): Promise<SmsEmulator> {
  return startSmsEmulator(platform, setup);
}

const platform: SmsPlatform = {
  read(request, body, state) {
    assertSigned(request, body, state);
    if (request.headers['x-tc-version'] !== version) throw new SmsApiError(200, 'NoSuchVersion');
    return { action: String(request.headers['x-tc-action']), params: JSON.parse(body) as SmsCall['params'] };
  },
  answer(call, state) {
    switch (call.action) {
      case 'SendSms':
        return response(sendSms(call, state));
      case 'PullSmsSendStatusByPhoneNumber':
        return response(pullStatus(call, state));
      case 'DescribeSmsTemplateList':
        return response(templates(call, state));
      default:
        throw new SmsApiError(200, 'InvalidAction');
    }
  },
  refuse: (call, { code, message = code }) => response({ SendStatusSet: [status(call, { code, message })] }),
  // Only what is not the API itself answers with anything but 200.
  writeError(written, { status, code, message = code }) {
    writeJson(written, status, response({ Error: { Code: code, Message: message } }));
  },
};

function response(body: object): object {
  return { Response: { ...body, RequestId: randomUUID() } };
}

function status({ params }: SmsCall, of: { code: string; message: string; id?: string }): object {
  const [phone] = params['PhoneNumberSet'] as string[];
  return {
    SerialNo: of.id ?? '',
    PhoneNumber: phone,
    Fee: of.id === undefined ? 0 : 1,
    SessionContext: params['SessionContext'] ?? '',
    Code: of.code,
    Message: of.message,
    IsoCode: 'CN',
  };
}

function sendSms(call: SmsCall, state: SmsState): object {
  const { PhoneNumberSet: phones = [], SmsSdkAppId: app, SignName: sign, TemplateId: code } = call.params;
  const { TemplateParamSet: values = [], SessionContext: key = '' } = call.params;
  if (app !== tencentAppId) throw new SmsApiError(200, 'UnauthorizedOperation.SmsSdkAppIdVerifyFail');
  const [phone = ''] = phones as string[];
  const text = state.templates.get(String(code));
  const refuse = (why: string): object => ({ SendStatusSet: [status(call, { code: why, message: why })] });
  if (!mobile.test(phone)) return refuse('InvalidParameterValue.IncorrectPhoneNumber');
  if (sign !== state.sign) return refuse('FailedOperation.SignatureIncorrectOrUnapproved');
  if (text === undefined) return refuse('FailedOperation.TemplateIncorrectOrUnapproved');
  const params = values as string[];
  if (new Set(text.match(/\{\d+\}/gu)).size !== params.length)
    return refuse('FailedOperation.TemplateParamSetNotMatchApprovedTemplate');
  const id = `5000:${state.taken.length + 1}`;
  state.taken.push({
    id,
    phone: phone.replace('+86', ''),
    sign: state.sign,
    template: String(code),
    text: text.replaceAll(/\{(\d+)\}/gu, (mark, place: string) => params[Number(place) - 1] ?? mark),
    key: String(key),
    at: state.now(),
    report: { kind: 'waiting' },
  });
  return { SendStatusSet: [status(call, { code: 'Ok', message: 'send success', id })] };
}

/** Only what the operator has reported on is shown. */
function pullStatus({ params }: SmsCall, state: SmsState): object {
  const { PhoneNumber: phone, BeginTime: begin, EndTime: end = Infinity, Limit: limit } = params;
  if (!(Number(limit) >= 1 && Number(limit) <= 100)) throw new SmsApiError(200, 'InvalidParameter');
  const found = state.taken.filter(
    ({ phone: one, at, report }) =>
      report.kind !== 'waiting' && `+86${one}` === phone && at >= Number(begin) * 1000 && at <= Number(end) * 1000,
  );
  return { PullSmsSendStatusSet: found.slice(0, Number(limit)).map(reported) };
}

function reported({ id, phone, key, report }: TakenSms): object {
  const about = { CountryCode: '86', SubscriberNumber: phone, PhoneNumber: `+86${phone}`, SerialNo: id };
  const at = report.kind === 'waiting' ? 0 : Math.floor(report.at / 1000);
  const done = { ...about, SessionContext: key, UserReceiveTime: at };
  if (report.kind === 'failed') return { ...done, ReportStatus: 'FAIL', Description: report.code };
  return { ...done, ReportStatus: 'SUCCESS', Description: 'DELIVRD' };
}

function templates({ params }: SmsCall, state: SmsState): object {
  const ids = (params['TemplateIdSet'] ?? []) as number[];
  const found = ids.flatMap((id) => {
    const text = state.templates.get(String(id));
    const review = state.reviews.get(String(id));
    if (text === undefined && review === undefined) return [];
    const StatusCode = review === undefined ? 0 : review === 'waiting' ? 1 : -1;
    return [{ TemplateId: id, International: 0, StatusCode, TemplateContent: text ?? '', TemplateName: '提醒' }];
  });
  return { DescribeTemplateStatusSet: found };
}

/** https://cloud.tencent.com/document/product/382/52072 */
function assertSigned(request: IncomingMessage, body: string, state: SmsState): void {
  const written =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/([^/]+)\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/u.exec(
      request.headers.authorization ?? '',
    );
  const [, keyId, date = '', service = '', signedHeaders = '', signature] = written ?? [];
  if (keyId !== state.keyId) throw new SmsApiError(200, 'AuthFailure.SecretIdNotFound');
  // The host is signed without its port, which the platform's own address does not have.
  const valueOf = (name: string): string => {
    const value = String(request.headers[name] ?? '');
    return name === 'host' ? value.replace(/:\d+$/u, '') : value;
  };
  const headers = signedHeaders.split(';').map((name) => `${name}:${valueOf(name)}\n`);
  const canonical = [request.method, '/', '', headers.join(''), signedHeaders, sha256(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', request.headers['x-tc-timestamp'], scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${state.secret}`, date), service), 'tc3_request');
  if (hmac(key, toSign).toString('hex') !== signature) throw new SmsApiError(200, 'AuthFailure.SignatureFailure');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
