import type { Refusal } from './call-error.ts';
import type { Meaning } from './errors.ts';

const dailyLimit = '应用达到了在控制台设的日发送上限，请调高或明天再发';

/**
 * Codes of SendSms, of the call and of each number; from https://cloud.tencent.com/document/product/382/59177. Where a
 * code is not here, the longest beginning of it that is here counts.
 */
const meanings: Readonly<Record<string, Meaning>> = {
  LimitExceeded: { kind: 'limited', what: '这个号码收得太密，达到短信平台的频率上限，稍后再发' },
  'LimitExceeded.AppDailyLimit': { kind: 'account', what: dailyLimit },
  'LimitExceeded.AppMainlandChinaDailyLimit': { kind: 'account', what: dailyLimit },
  RequestLimitExceeded: { kind: 'limited', what: '请求太快，短信平台要求稍后再发' },
  'FailedOperation.PhoneNumberInBlacklist': { kind: 'number', what: '号码在黑名单里，或已退订' },
  'FailedOperation.PhoneNumberOnBlacklist': { kind: 'number', what: '号码在黑名单里，或已退订' },
  'FailedOperation.PhoneNumberParseFail': { kind: 'number', what: '短信平台说这个手机号不对，请核对通讯录' },
  'InvalidParameterValue.IncorrectPhoneNumber': { kind: 'number', what: '短信平台说这个手机号不对，请核对通讯录' },
  'FailedOperation.InsufficientBalanceInSmsPackage': { kind: 'account', what: '短信套餐包余量不足，请购买' },
  'FailedOperation.ContainSensitiveWord': { kind: 'content', what: '内容里有平台不许出现的词' },
  'FailedOperation.SignatureIncorrectOrUnapproved': { kind: 'content', what: '签名不对，或还没有审核通过' },
  'FailedOperation.TemplateIncorrectOrUnapproved': { kind: 'content', what: '模板不对，或还没有审核通过' },
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate': {
    kind: 'content',
    what: '填的变量和平台上的模板对不上，请核对模板文字',
  },
  'FailedOperation.TemplateUnapprovedOrNotExist': { kind: 'content', what: '平台上没有这个模板，或还没有审核通过' },
  'InvalidParameterValue.TemplateParameterLengthLimit': { kind: 'content', what: '填进模板的文字太长' },
  'InvalidParameterValue.TemplateParameterFormatError': { kind: 'content', what: '填进模板的文字不合平台对变量的要求' },
  'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter': { kind: 'content', what: '填进模板的文字里不能有网址' },
  'UnauthorizedOperation.SdkAppIdIsDisabled': { kind: 'account', what: '短信应用被停用，请到控制台处理' },
  UnsupportedOperation: { kind: 'content', what: '短信平台不支持这样发' },
  AuthFailure: { kind: 'account', what: '短信平台不认这对密钥，请核对 SMS_ACCESS_KEY_ID 和 SMS_ACCESS_KEY_SECRET' },
  UnauthorizedOperation: { kind: 'account', what: '密钥没有发短信的权限，或 SMS_APP_ID 不对' },
  'InternalError.SendAndRecvFail': { kind: 'unknown' },
  InternalError: { kind: 'unknown' },
};

export function tencentMeaning({ code, status }: Refusal): Meaning {
  const known = Object.keys(meanings)
    .filter((start) => code === start || code.startsWith(`${start}.`))
    .sort((a, b) => b.length - a.length);
  const meaning = meanings[known[0] ?? ''];
  if (meaning !== undefined) return meaning;
  // Anything but 200 is no answer of the API itself: a gateway may have passed the request on before it failed.
  if (status !== 200) return { kind: 'unknown' };
  return { kind: 'content', what: '短信平台不收这条短信' };
}

/** What the operator reports in a word of its own. */
export function tencentReceipt(description: string): string {
  return `运营商回执：没有送达（${description}）。`;
}
