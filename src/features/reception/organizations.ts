import { createGazetteer } from '../../domain/gazetteer.ts';
import { findGroup, type Span } from './fold.ts';
import { organizationEnding, post, separator, surname, tradeEnding } from './words.ts';

const inName = String.raw`[\p{Script=Han}A-Za-z\d()·&]`;
const longName = `${inName}{1,30}?${organizationEnding}(?:\\([\\p{Script=Han}]{2,8}\\))?`;
const shortName = `${inName}{1,20}?${tradeEnding}`;
const member = '(?:(?:老|新|普通|理事|常务理事|副会长|成员|集体)?(?:会员|成员|理事|副会长)(?:单位|企业|代表)?)';
const named = `${surname}(?:\\p{Script=Han}|$)`;
const speech = '(?:建议|反映|希望|投诉|举报|诉求|求助|反馈|转达|汇总|收集|申请|请求|想|有|提|要|咨询|这边|在此|特)';
const afterIntro = `(?=的|滴|${separator}|$|${member}|${post}|${named}|上班|工作|任职|位于|地处|坐落|${speech}|旗下|下属|所属)`;

const weOwn = '(?:我们|我|本|咱|咱们)(?:的)?(?:公司|单位|企业|协会|商会|厂|店|机构|司)';
const intro =
  `(?:我们是|我们这边是|我是|我这边是|我这里是|这里是|这边是|本人是|本人系|我系|我来自|来自|我代表|代表|作为|咱们是|咱是|俺们?是|我在|` +
  `${weOwn}(?:是|叫|名叫|叫做|全称是?)?[\\s:(]*|我们|我司|我厂|我(?!们))`;

/** Strongest first; group 1 is the name. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `(?<!被)(?:申请|投诉|反映|建议|举报|提交|诉求|报送|发件|来信|来文)(?:人|单位|方)\\s*:\\s*(${longName})(?=${separator}|$)`,
    'dgu',
  ),
  new RegExp(
    `(?<=^|[\\s,。;、|(])(?:单位|公司|企业|机构|组织|商会|协会|工作单位|所在单位|会员单位|所属(?:协会|商会|单位|企业|组织)|来自|落款|(?:单位|企业|公司|机构|商会|协会)(?:名称|全称)|店名|厂名)\\s*(?::|是|为)\\s*([^\\s,。;、|:]{2,40})`,
    'dgu',
  ),
  // 我是某某商会会员单位某某公司的: who speaks is the member.
  new RegExp(
    `(?<=^|${separator}|好|呀|啊)(?:${intro})${longName}的?(?:下属|旗下)?的?${member}的?(${longName})${afterIntro}`,
    'dgu',
  ),
  new RegExp(`(?<=^|${separator}|好|呀|啊)(?:${intro})(${longName})${afterIntro}`, 'dgu'),
  new RegExp(
    `(?:我叫|叫我|我姓|免贵姓|我是|本人)[\\p{Script=Han}·]{1,6}[,\\s]{1,3}(?:我?是|系|来自|在|属于)?(${longName})(?=的|滴|[,。;\\s]|${member})`,
    'dgu',
  ),
  new RegExp(
    `(?<=^|${separator}|好)(?:我是|我们是|这里是|这边是|来自|我来自|代表|${weOwn}(?:是|叫))(${shortName})${afterIntro}`,
    'dgu',
  ),
  new RegExp(`(?<=^|[,。;\\s])(${longName})的(?=[,。;])`, 'dgu'),
  new RegExp(`(?<=[,。;])在(${longName})(?=上班|工作|任职|做|当|跑|负责)`, 'dgu'),
  new RegExp(`^\\s*[【\\[(]\\s*(${longName}|${shortName})\\s*[】\\])]`, 'dgu'),
  new RegExp(
    `(?<=^|(?:您|你|大家|午|早上|晚上)好[,.。!~]{0,8})\\s{0,8}(${longName}|${shortName})(?=(?:的|${post}|[\\s,、-])*(?:${surname}\\p{Script=Han}{1,2}(?:${separator}|\\d|$|${speech})|(?:1[3-9]|0)\\d|\\((?:联系|电话|手机|tel)|:|,?\\s*(?:我们|我(?!国|市|省)|${speech})))`,
    'dgu',
  ),
  new RegExp(
    `(?<=[\\s,。;(-]|联系人|联系)(${longName}|${shortName})(?=(?:的|${post}|[\\s,、])*(?:\\p{Script=Han}{2,4})?[\\s,、()]*(?:微信同号|同号|微信|联系)*(?:电话|手机|联系电话|联系方式|tel)?[\\s:(]*(?:\\+?86[\\s-]*)?(?:1[3-9]|0[1-9])\\d)`,
    'dgu',
  ),
  new RegExp(
    `(?<=[。;!\\n]|--)\\s{0,8}([\\p{Script=Han}]{3,14})[\\s,、]+${surname}(?:\\p{Script=Han}{1,2})[\\s,、:()]*(?:电话|手机)?[\\s:(]*(?:\\+?86[\\s-]*)?(?:1[3-9]|0[1-9])\\d`,
    'dgu',
  ),
  new RegExp(
    `(?:[。!?~\\n]|--)\\s{0,4}(${longName}|${shortName})(?=[\\s,、·]*(?:${surname}\\p{Script=Han}{1,2})?\\s*$)`,
    'dgu',
  ),
  // Signed behind the number: 电话 138…，王会长，某某协会
  new RegExp(
    `(?<=\\d[\\s,、。;)]{1,3}(?:${surname}\\p{Script=Han}{1,3}[\\s,、]{1,3})?)(${longName})(?=[\\s。.!~]*$)`,
    'dgu',
  ),
];

/** A verb or a pronoun inside says that it was no name. */
const noName =
  /还有|从(?!化|江)|夜里|半夜|每天|门口|希望|建议|投诉|举报|反映|觉得|认为|需要|加入|参加|申报|请求|收费|强制|要求|没有|什么|哪|去年|今年|最近|昨天|今天|上次|的|了|这|那|怎么|招聘|对接|联系|面向|附近|隔壁|一家|几家|两家|多家|很多|不少|各家|所有|其他|别的|有关|相关/u;
const noNameAtStart =
  /^(?:公司|单位|协会|商会|企业|某|贵(?!阳|州|港|池|溪|定|安|南)|本(?!溪)|我|咱|该|你|您|他|她|它|会员|小(?:微|饭|店|厂|公司|企业|作坊|餐|超市|工厂|旅馆|卖部|商)|中小|民营|外地|本地|个体|做|搞|从事|开(?!福|封|化|平|州|阳|远|原|鲁|江)|新(?=的|来|成|会|入|手|开)|老(?=会|板|的)|刚|普通|一(?!汽|心|品|鸣|得)|几|在|对|把|给|跟|被|向(?!阳)|让|不|想|要|请|因|已|有(?!色|机)|缺|也|都(?!匀|江|昌)|还|又|就|是|为|系|帮|找|和(?:某|其|他))/u;

/** The organization the writer speaks for, where the text says so; a party complained of is none. */
export function findOrganization(folded: string): Span | null {
  return patterns.flatMap((pattern) => findGroup(folded, pattern)).find((span) => isName(folded, span)) ?? null;
}

function isName(folded: string, { start, end }: Span): boolean {
  const name = folded.slice(start, end);
  return !noName.test(name) && !noNameAtStart.test(name) && !isPlace(name);
}

/** The association whose member the blanked organization is. */
export const houseOfMember = new RegExp(
  `(?<=我是|我们是|这里是|这边是|本人是|来自|代表|我司是)${longName}的?(?:下属|旗下)?的?${member}的?(?=\uE000)`,
  'gu',
);

/** 江西赣州 where it signs together with the name that begins at an offset. */
export function placeBefore(folded: string, at: number): Span | null {
  const found = /(?<=[。;!?~\n]|--)\s{0,4}([\p{Script=Han}]{2,8})[\s·,]{0,3}$/u.exec(
    folded.slice(Math.max(0, at - 24), at),
  );
  const [whole = '', place = ''] = found ?? [];
  if (place === '' || !isPlace(place)) return null;
  const start = at - whole.length + whole.indexOf(place);
  return { start, end: start + place.length };
}

/** 江西赣州 before a name says where somebody is, not for whom he speaks. */
function isPlace(name: string): boolean {
  if (name.length > 8) return false;
  const places = createGazetteer().placesIn(name);
  return places.reduce((left, place) => left.replace(place, ''), name).replace(/[省市县区州盟旗]/gu, '') === '';
}
