import type { Refusal } from './call-error.ts';
import type { Meaning } from './errors.ts';

/**
 * Codes of SendSms, most of which come with HTTP 200; from https://help.aliyun.com/zh/sms/developer-reference/api-error-codes.
 * What is not here is judged by its status.
 */
const meanings: Readonly<Record<string, Meaning>> = {
  'isv.BUSINESS_LIMIT_CONTROL': { kind: 'limited', what: '这个号码收得太密，达到短信平台的流控上限，稍后再发' },
  'isv.DAY_LIMIT_CONTROL': { kind: 'account', what: '账号达到了在控制台设的日发送上限，请调高或明天再发' },
  'isv.MONTH_LIMIT_CONTROL': { kind: 'account', what: '账号达到了在控制台设的月发送上限，请调高' },
  'isv.MOBILE_NUMBER_ILLEGAL': { kind: 'number', what: '短信平台说这个手机号不对，请核对通讯录' },
  'isv.BLACK_KEY_CONTROL_LIMIT': { kind: 'content', what: '填进模板的文字里有平台不许出现的词' },
  'isv.PARAM_NOT_SUPPORT_URL': { kind: 'content', what: '填进模板的文字里不能有网址' },
  'isv.PARAM_LENGTH_LIMIT': { kind: 'content', what: '填进模板的文字太长' },
  'isv.INVALID_PARAMETERS': { kind: 'content', what: '短信平台不收填进模板的文字' },
  'isv.INVALID_JSON_PARAM': { kind: 'content', what: '短信平台不收填进模板的文字' },
  'isv.TEMPLATE_MISSING_PARAMETERS': { kind: 'content', what: '填的变量和平台上的模板对不上，请核对模板文字' },
  'isv.TEMPLATE_PARAMS_ILLEGAL': { kind: 'content', what: '填进模板的文字不合平台对变量的要求' },
  'isv.SMS_CONTENT_ILLEGAL': { kind: 'content', what: '短信平台认为内容违规' },
  'isv.SMS_TEMPLATE_ILLEGAL': { kind: 'content', what: '平台上没有这个模板，或还没有审核通过' },
  'isv.SMS_SIGNATURE_ILLEGAL': { kind: 'content', what: '平台上没有这个签名，或还没有审核通过' },
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': { kind: 'content', what: '签名和模板的类型不相配' },
  'isv.SMS_SIGN_ILLEGAL': { kind: 'content', what: '短信平台不收这个签名' },
  'isv.AMOUNT_NOT_ENOUGH': { kind: 'account', what: '短信账户余额不足，请充值' },
  'isv.OUT_OF_SERVICE': { kind: 'account', what: '短信业务已停机，请到控制台处理' },
  'isv.PRODUCT_UN_SUBSCRIPT': { kind: 'account', what: '账号还没有开通短信服务' },
  'isv.PRODUCT_UNSUBSCRIBE': { kind: 'account', what: '账号还没有开通短信服务' },
  'isv.ACCOUNT_NOT_EXISTS': { kind: 'account', what: '短信平台不认这个账号' },
  'isv.ACCOUNT_ABNORMAL': { kind: 'account', what: '短信账号状态异常，请到控制台处理' },
  'isv.SECURITY_FROZEN_ACCOUNT': { kind: 'account', what: '短信账号被冻结，请联系平台' },
  'isv.DENY_IP_RANGE': { kind: 'account', what: '这台机器的地址不在账号允许的范围里' },
  'isp.RAM_PERMISSION_DENY': { kind: 'account', what: '密钥没有发短信的权限，请在访问控制里授权' },
  'isp.SYSTEM_ERROR': { kind: 'unknown' },
  SignatureDoesNotMatch: { kind: 'account', what: '短信平台不认这对密钥，请核对 SMS_ACCESS_KEY_SECRET' },
  IncompleteSignature: { kind: 'account', what: '短信平台不认这对密钥，请核对 SMS_ACCESS_KEY_SECRET' },
};

const badKey: Meaning = { kind: 'account', what: '短信平台不认这对密钥，请核对 SMS_ACCESS_KEY_ID' };

export function aliyunMeaning({ code, status }: Refusal): Meaning {
  const known = meanings[code];
  if (known !== undefined) return known;
  if (code.startsWith('Throttling')) return { kind: 'limited', what: '请求太快，短信平台要求稍后再发' };
  if (code.startsWith('InvalidAccessKeyId') || code.startsWith('Forbidden') || status === 401 || status === 403)
    return badKey;
  // A gateway may have passed the request on before it failed.
  if (status >= 500) return { kind: 'unknown' };
  return { kind: 'content', what: '短信平台不收这条短信' };
}

/** What operators report of a message that did not arrive; anything else is named by its code. */
const receipts: Readonly<Record<string, string>> = {
  MOBILE_NOT_ON_SERVICE: '号码停机、关机或不在服务区',
  MOBILE_SEND_LIMIT: '号码收得太密，被运营商拦下',
  MOBILE_ACCOUNT_ABNORMAL: '号码状态异常',
  MOBILE_IN_BLACK: '号码在黑名单里，或已退订',
  MOBILE_TERMINAL_ERROR: '手机收不了（如存满）',
  USER_REJECT: '用户退订了这类短信',
  CONTENT_KEYWORD: '内容里有被拦截的词',
  INVALID_NUMBER: '号码不存在',
};

export function aliyunReceipt(code: string): string {
  return `运营商回执：${receipts[code] ?? '没有送达'}（${code}）。`;
}
