import { findContact } from './contacts.ts';
import { findEmails } from './emails.ts';
import { trimSpan, type Span } from './fold.ts';
import { findOrganization, houseOfMember, placeBefore } from './organizations.ts';
import { findPhones } from './phones.ts';
import { post, title } from './words.ts';

/** Who writes: spans of the folded text, phone and e-mail in one form. Absent is null. */
export type Identity = {
  organization: Span | null;
  contact: Span | null;
  phone: string | null;
  email: string | null;
  /** The folded text with every character of these blanked, so that patterns see where they stand. */
  masked: string;
};

/** A private-use character that stands for who. */
const who = '\uE000';

export function findIdentity(folded: string): Identity {
  const phones = findPhones(folded);
  const organization = findOrganization(folded);
  const emails = findEmails(folded);
  const contact = findContact(folded, phones[0] ?? emails[0] ?? null);
  const homes = [contact, organization].map((one) => one && placeBefore(folded, one.start));
  const pieces = [organization, contact, ...homes, ...phones, ...emails].filter((piece) => piece !== null);
  const [phone = null, email = null] = [phones[0]?.value, emails[0]?.value];
  return { organization, contact, phone, email, masked: withHouse(mask(folded, pieces)) };
}

function mask(folded: string, pieces: readonly Span[]): string {
  return pieces.reduce(
    (text, { start, end }) => text.slice(0, start) + who.repeat(end - start) + text.slice(end),
    folded,
  );
}

/** 某某商会会员单位 before the company that speaks. */
function withHouse(masked: string): string {
  return masked.replace(houseOfMember, (house) => who.repeat(house.length));
}

const roleLabel =
  '(?:联系|联络|反映|投诉|建议|提交|提议|申请|举报|诉求|经办|对接|填报|负责|发件|来信|报送)(?:人|方|单位)(?:姓名)?|姓名|称呼|名字|署名|(?:工作|所在|会员|所属)?(?:单位|公司|企业|机构|商会|协会|组织)(?:名称|全称)?';
const phoneLabel =
  '(?:我的|我们的|本人|我)?(?:联系|办公|移动)?(?:电话|手机号?码?|手机|方式|号码|座机|固话|邮箱|邮件|电邮|电子邮[箱件]|e-?mail|tel|phone|mobile|contact|微信)(?:[/、]?(?:微信|电话|手机))*(?:号码?)?';
const weAre =
  '(?:我们|我|本人|咱们?|俺)?(?:这边|这里)?(?:的?(?:公司|单位|协会|商会|厂|店|司))?(?:是|叫|叫做|名叫|来自|代表|姓|(?<!联)系|在)|作为|来自|代表|我们|我司|本人|我|免贵姓|敝姓';
const sameOnWechat = String.raw`\(?(?:与?微信(?:同号|同步|一样)|(?:微信)?同号|微信同手机号?)\)?`;
const greeting =
  '(?:您好|你好|\\p{Script=Han}{1,4}(?:会长|秘书长?|主任|老师|经理|总|书记|主席|部长|局长|处长|科长)(?:您|你|早上|上午|下午|晚上)?好|大家好|各位(?:领导|老师|同仁|会长|同事|朋友|理事|委员|同志|家人|伙伴|老乡|群友)*们?,?(?:大家|早上|上午|中午|下午|晚上)?好|(?:尊敬的)?(?:领导|秘书[长处]|会长|老师|主任|书记|协会|商会|组委会|工作人员)们?,?(?:您|你|早上|上午|下午|晚上)?好|' +
  '尊敬的\\p{Script=Han}{2,8}(?=[,:])|各位(?:领导|老师|同仁|会长|同事|朋友|老总|老板|会员|专家|理事|委员|同志|家人|伙伴|老乡|群友)们?(?=[,:])|(?:早上|上午|中午|下午|晚上)好|清语(?=[,:\\s您你])|hi|hello|打扰了?一?下?|不好意思|麻烦(?:了|一下))(?=[\\s,.。;:、!~?]|\uE000|我|这|$)';
/** Who passes on what somebody else wrote. */
const relayed =
  '(?:秘书处|协会|商会|群里|在座)的?(?:各位|同志们?|老师们?|领导们?|朋友们?)[,:]|(?:会员|群友|企业|网友|读者)(?:留言|来信|来电|原话)\\s*:|(?:会长|秘书[长处]|主任|老师|领导|书记|\\p{Script=Han}(?:会长|秘书长?|老师|主任|总|经理|姐|哥)|[小老](?![区车门商店厂板师])\\p{Script=Han})[,:](?=\\s*\\p{Script=Han}{3})|' +
  '[(](?:不方便|不便|匿名|请?保密)[^)]{0,12}[)]|(?:请|麻烦|帮忙)*(?:帮我|给我|替我)?(?:记|登记|记录|转告|转达|带话|告诉)(?:给)?(?:一?下|会长|秘书[长处]|领导|主任|协会|商会|大家|他们)?\\s*:|[【\\[(](?:转发?|转载|匿名|代发|代转|转帖)[】\\])]|(?:fwd?|转发?)\\s*:|(?:帮|替|代)[^,。:!?\\n]{0,8}(?:转|发|带)(?:一?下|[句个]话)?\\s*:|(?:转发?|以下|下面|这)(?:是|为|一?下)?[^,。:!?\\n]{0,12}(?:来信|来件|留言|的话|原话)(?:如下)?(?:,请[^,。:]{1,6})?\\s*:';
const metaLine = String.raw`(?:投诉|诉求|建议|事项|问题|反映)?(?:类别|分类|类型|领域|日期|时间)\s*:\s*[^\n,。;]{1,12}(?:[\n,。;]|$)`;

const head = new RegExp(
  `^(?:(?:[\\s,.。;:、|)\\]】~!]|-{2,3}|\\/(?=${who})|[(\\[【](?=(?:${roleLabel}|${phoneLabel})?\\s*:?\\s*${who}))|${greeting}|${relayed}|${metaLine}|${sameOnWechat}|` +
    `${who}+\\)?\\s*(?:位于|地处|坐落[于在])[^,。;]{2,20}[,。]|(?:${roleLabel}|${phoneLabel}|${weAre})(?:是|为)?(?:(?:会员|理事)(?:单位)?(?:的|里的)?)?(?:${post})?(?:,?(?:姓|叫|名叫))?[\\s:("“]*(?=${who})|的(?=${who})|(?:的|滴|旗下的?|下属的?)?(?:(?:老|新|普通)?会员(?:单位|代表)?|${post})的?,?(?=${who})|` +
    `${who}+["”]?[的滴]?(?:上班|工作|任职)?的?(?:${post}|${title})?(?:\\s|[,。;:、!|/)\\]】-]|$|(?=\\(|${who}|我|这|想|要|有|来|建议|反映|希望|投诉|举报|求助|诉求|请求|申请|提))|${who}+)`,
  'u',
);

/** Pictures and [抱拳] at the end are manners, not what happened. */
const moods =
  '(?:\\s*(?:[\\p{Extended_Pictographic}\\u{1F3FB}-\\u{1F3FF}\\uFE0F\\u200D\\uE001]|\\[\\p{Script=Han}{1,4}\\])){1,8}\\s*$';

const endOfWho = new RegExp(
  `(?:(?:的?${post}\\s?|的)?${who}+(?:的?(?:${post}|${title}))?(?:收|处)?|${sameOnWechat})[\\s,.。;:、!|/)\\]】~]*$|(?<=[\\s,。;!?~])(?:谢谢|感谢|多谢|辛苦了?|拜托了?)(?:大家|协会|领导|您|你|商会|秘书处|各位)?[了啦!。.~\\s]*$|(?:此致[\\s,]*)?敬礼[!。.\\s]*$|${moods}|(?<=[\\s,。;!?~])(?:请|麻烦|务必|帮我|替我)*保密[!。.\\s]*$`,
  'u',
);
const beforeWho = new RegExp(
  `(?:[\\s,。;:、|/·]+|-{1,3}|[(\\[【]|(?:${phoneLabel}|(?<=^|[\\s,。;!?:、(\uE000])(?:${roleLabel}|${weAre}))(?:是|为)?[\\s:]*|` +
    '(?:如)?(?:果)?(?:有|需)(?:任何)?(?:问题|疑问|需要|进展|消息|结果|情况)(?:的话)?|(?:详情|具体情况?|细节|核实|了解(?:情况)?)(?:请|可|可以)?|' +
    '(?<=^|[\\s,。;!?:、(\uE000])(?:请|可|可以|麻烦|欢迎|需要|方便)?(?:随时|直接|及时)?(?:联系|致电|拨打|打|回电|找|电联|联络|回复|来电)(?:我们|我|本人)?)$',
  'u',
);

/** The span without greetings and without who it is at its beginning. */
export function skipHead(masked: string, { start, end }: Span): number {
  let at = start;
  for (;;) {
    const length = head.exec(masked.slice(at, end))?.[0].length ?? 0;
    if (length === 0) return at;
    at += length;
  }
}

/** The span without thanks and without who it is at its end. */
export function skipTail(masked: string, { start, end }: Span): number {
  let at = end;
  for (;;) {
    const before = masked.slice(Math.max(start, at - 80), at);
    const found = endOfWho.exec(before) ?? (at < end ? beforeWho.exec(before) : null);
    const length = found?.[0].length ?? 0;
    if (length === 0) return trimSpan(masked, { start, end: at }).end;
    at -= length;
  }
}
