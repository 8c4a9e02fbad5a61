import { ownNumbers } from './generated/masking.ts';

const label = '(?:我的|本人)?(?:联系)?(?:电话|手机|邮箱|身份证|卡)?(?:号码?)?(?:是|为)?[:,\\s]?';
const number = new RegExp(`${label}(?:${ownNumbers})`, 'gu');
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤纪';
/** 我是李明, 我是家具协会的小王; not 我是会长单位, which is what the question is about. */
const name = `(?:[^,。;!?\\d]{1,12}(?:的|协会|商会|公司))?[小老]?[${surnames}]\\p{Script=Han}{0,2}?(?:会长|秘书长|主任|经理|总|书记|老师)?`;
const whoAsks = new RegExp(`(?<=^|[,。;!?])(?:你好|您好|大家好)?[,!。]?我(?:是|叫|姓)${name}(?=[,。;!?])`, 'gu');

/**
 * A question without who asks (我是…，电话…): no document has that, so none would seem to answer. A question that asks whose a
 * number is keeps it. Normalised text; "" never comes of it.
 */
export function withoutIntroduction(normalised: string): string {
  if (/[谁哪]/u.test(normalised)) return normalised;
  const rest = normalised
    .replace(number, ' ')
    .replace(whoAsks, ' ')
    .replace(/^[\s,。;!]+|(?<=[,。;])[\s,]+|[\s,。;]+$/gu, '');
  return /\p{L}{2}/u.test(rest) ? rest : normalised;
}
