import type { Gazetteer } from '../../../domain/gazetteer.ts';

const organizationKind =
  '协会|商会|学会|联合会|促进会|联盟|公司|集团|基金会|研究院|研究所|研究会|委员会|工委|党委|纪委|工商联|秘书处|办事处|管理处|政府|法院|检察院|银行|大学|学院|医院|中心|事务所|办公室|电视台|酒店|宾馆|(?<![格布大结当全开时破僵])局(?![面限部势长])|(?<![全内外干支总局南北东西中各])部(?![门分署委队长级])|(?<![大客餐])厅(?!长)|[改资健建信商]委(?![员托派会])';
const organization = new RegExp(`(\\p{Script=Han}{0,12}?)(${organizationKind})`, 'gu');

/** Say which kind of organization, and name none. */
const modifiers =
  /(?:行业|会员|业务|登记|地方|基层|全[市省区县国]|[市省县区]级|国家|民营|中小|骨干|龙头|重点|优秀|先进|试点|综合|专业|社会|有关|相关|所在|当地|本地|各类|所属|下属|上级|下级|主管|大型|小型|外地|异地|许多|其他|所有|全部|部分|一些)+$/u;
/** Ends of what may stand before an organization without being part of its name. */
const boundary =
  /(?:[的了是由在与和及或对向给把被让为从到于将则也都还又并经等以即如含有各该本其此某几多家个位名两三项类条、\d\s（）()]|通过|包括|成立|设立|组建|加入|支持|引导|鼓励|推动|指导|协助|帮助|组织|联合|依托|促进|规范|服务|管理|负责|要求|建议|认为|表示|介绍|提出|召集|邀请|走访|监督|选派|委托|授权|会同|协同|配合|牵头|涉及|面向|属于|来自|联系|培育|发展|深化|健全|带领|发动|覆盖|关于|根据|按照|针对|围绕|以及)$/u;

/**
 * Organizations of an answer that the sources do not have. Chinese does not say where a name begins, so the longest end of it that the sources have is looked for; what is left
 * before it must be no part of a name.
 */
export function looseOrganizations(gazetteer: Gazetteer, said: string, written: string): string[] {
  return [...said.matchAll(organization)].flatMap(([whole, before = '']) => {
    // Where a name may begin: every end of it that the sources have, and none of it, as in 该协会.
    const ends = [...before].map((_, at) => at).filter((at) => written.includes(whole.slice(at)));
    const isKnown = [...ends, before.length].some((at) => isNoName(gazetteer, whole.slice(0, at)));
    return isKnown ? [] : [whole];
  });
}

function isNoName(gazetteer: Gazetteer, text: string): boolean {
  const left = text.replace(modifiers, '');
  if (left === '' || boundary.test(left)) return true;
  return gazetteer.placesIn(left).some((place) => new RegExp(`${place}[省市县区]?$`, 'u').test(left));
}
