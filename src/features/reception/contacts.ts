import { findGroup, type Span } from './fold.ts';
import { commonWord, notAName, organizationEnding, post, separator, surname, title, tradeEnding } from './words.ts';

const given = String.raw`\p{Script=Han}{1,2}?`;
/** 张伟, 欧阳明, 王总, 小李; the shortest that fits before what follows. */
const name = `(?!${commonWord})(?:(?:小|老)?${surname}${title}|${surname}${given}|(?:小|老)${surname})`;
const spoken =
  '(?:我们|我|建议|反映|希望|投诉|举报|想|要|提|请|向|来|在|代表|咨询|申请|求助|有|觉得|认为|这边|特此|补充|替|关于|就|说|报告|汇报|留言)';
const after = `(?=$|${separator}|\\d|\\+|的?(?:电话|手机|联系|微信|号码)|${title}|${post}|${spoken}|同志)`;
const organization = `[^,。;:、!?\\s]{2,34}?(?:${organizationEnding}|${tradeEnding})`;
const unit = '(?:部门|办公室|行政部|人事部|财务部|业务部|市场部|销售部|综合部|办)?';
const role = `的?${unit}(?:(?:老|新|普通)(?=会员))?${post}?[,\\s-]{0,4}`;
const call = `(?:联系)?(?:电话|手机号?码?|手机|tel|微信|号码|联系方式)?\\s*(?:是|为)?[\\s:]*`;

const label =
  '(?:联系人|联络人|姓名|称呼|经办人|负责人|反映人|投诉人|建议人|提交人|提议人|申请人|举报人|诉求人|署名|对接人|填报人|名字)(?:姓名)?';

/** Strongest first; group 1 is the name. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `${label}\\s*(?::|是|为|叫)\\s*([\\p{Script=Han}·]{2,12}?|[A-Za-z]{2,20}(?:[ .]{1,2}[A-Za-z]{1,20}){0,3})(?=$|${separator}|\\d|\\+|的?(?:电话|手机|联系)|(?:先生|女士)(?!$))`,
    'dgu',
  ),
  new RegExp(
    `(?:联系人|联络人|经办人|对接人|负责人|申请人|举报人|反映人|投诉人|建议人|提交人)\\s*(${name})${after}`,
    'dgu',
  ),
  new RegExp(`(?:我叫|我的名字叫|我名叫|本人叫|名叫|叫我)(${name})${after}`, 'dgu'),
  // Names of other peoples, and surnames no list has.
  new RegExp(`(?:我叫|我的名字叫|我名叫|本人叫)([\\p{Script=Han}·]{2,10}?)(?=$|[\\s,.。;、!(])`, 'dgu'),
  new RegExp(
    `(?:免贵姓|敝姓|我姓|俺姓|本人姓|(?<=^|[,。;的\\s])姓)(${surname})(?=$|${separator}|\\d|${spoken})`,
    'dgu',
  ),
  new RegExp(
    `(?:我是|我们是|这里是|这边是|本人是|来自|代表|作为|我们|我|俺是|^|${separator})(?!你们|您们|贵[会司]|他们|那个|人家)${organization}${role}(${name})${after}`,
    'dgu',
  ),
  new RegExp(
    `(?:我是|这里是|这边是|本人是|俺是)${organization}的(?!${post}|会员|一员|一名|一家|老|新|人)([\\p{Script=Han}·]{2,4})(?=$|[\\s,.。;、!(])`,
    'dgu',
  ),
  new RegExp(
    `(?:我是|本人是?|这里是|我这边是)(?:会员单位|会员|理事|群里的?|咱们群的?)?(?:${post})?[,\\s]*(${name})${after}`,
    'dgu',
  ),
];

/** Between whom one speaks for and the number stands a name, whatever it looks like. */
const beforeCall = new RegExp(
  `${organization}[\\s,、·]{1,3}(?!联系|电话|手机|办公|秘书|会员|地址|邮箱)([\\p{Script=Han}·]{2,5})[\\s,、:(]{0,3}${call}[\\s(]*$`,
  'dgu',
);

const beforePhone = new RegExp(
  `(?<=^|${separator}|的|联系|找|打给|致电|是|${organizationEnding}|${post})(${name})(?:先生|女士|${post})?[\\s,、:()]*(?:的)?${call}[\\s(]*$`,
  'dgu',
);
const afterPhone = new RegExp(
  `^[\\s,、)]*(?:微信同号)?[\\s,、(]*(?:找|联系人:?|机主)?\\s*(${name})(?=$|[\\s,.。;)!]|收)`,
  'dgu',
);

const atStart = new RegExp(`^\\s*(${name})\\s*:`, 'dgu');
/** After a sentence, a line or a dash, alone or behind whom or which place somebody is from. */
const signature = new RegExp(
  `(?:[。!?~\\n]|--)\\s{0,4}(?:${organization}|\\p{Script=Han}{2,8}(?:[\\s·]{1,3}|(?=\\p{Script=Han}师傅)))?[\\s·]{0,3}${role}(${name})[.。\\s]{0,4}$`,
  'dgu',
);

/** The name of the one who writes or is to be called; `call` is the number or address that stands beside it. */
export function findContact(folded: string, call: Span | null): Span | null {
  for (const pattern of patterns) {
    const found = read(folded, pattern);
    if (found !== null) return found;
  }
  return (call && besideCall(folded, call)) ?? read(folded, signature) ?? read(folded, atStart);
}

function besideCall(folded: string, phone: Span): Span | null {
  const before = folded.slice(Math.max(0, phone.start - 80), phone.start);
  const found = read(before, beforePhone) ?? read(before, beforeCall);
  const moved = Math.max(0, phone.start - 80);
  if (found !== null) return { start: found.start + moved, end: found.end + moved };
  const behind = read(folded.slice(phone.end), afterPhone);
  return behind && { start: phone.end + behind.start, end: phone.end + behind.end };
}

function read(text: string, pattern: RegExp): Span | null {
  return findGroup(text, pattern).find((span) => isName(text.slice(span.start, span.end))) ?? null;
}

function isName(text: string): boolean {
  return !notAName.test(text) && !counts.test(text) && !endsLikeAnOrganization.test(text) && !notAnAnswer.test(text);
}

/** 来十家 counts. */
const counts = /[一二三四五六七八九十几两百][家个位名人条次]$/u;
const endsLikeAnOrganization = new RegExp(`.{2}(?:${organizationEnding}|${tradeEnding})$`, 'u');
/** What people write after 联系人： instead of a name. */
const notAnAnswer = /^(?:电话|手机|方式|无|没有|匿名|不便|保密|不详)/u;
