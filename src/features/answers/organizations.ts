/**
 * An organization a question names: `name` is its distinctive part (水北), `whole` what stands in the text (水北商会), `marks`
 * what else tells it from others of that name: its town, 中国, 研究会.
 */
export type NamedOrganization = { name: string; whole: string; marks: readonly string[] };

const pattern = /(\p{Script=Han}{0,14}?)(协会|商会|研究会|联谊会|学会|联合会|促进会|联盟|公司|集团|基金会|研究院)/gu;
/** What cannot be part of a name; the name begins behind the last of them. */
const boundary =
  /(?:(?:多少|几|\d|这|那|哪|各|每|两|七|三)[家个]|请问|鼓励|引导|推动|组织|帮助|支持|选派|参与|成立|促进|规范|重视|增强|提升|强化|加强|健全|完善|看待|对待|发动|带领|深化|改革|监管|管理|培育|整治|覆盖|要求|指导|加入|围绕|关于|通过|哪些|什么|怎么|如何|怎样|有关|所有|全部|我们|你们|咱们|他们|这次|介绍|以及|对口|市级|省级|全市性?|全省性?|全国性?|各类|相关|属地|地方|乡镇|街道|民营|当地|本地|其他|别的|[的了是有在和与及向对由给让为从到把被用等比跟同里里请问])/gu;
/** Words that tell kinds of organizations, not one of them. */
const generic =
  /^(?:行业|产业|服务业|同业|综合|社会|专业|业务|会员|党建|基层|行业性|商业|协作|文化|企业|乡镇|街道|市级|县|区|省|市)*$/;

export function findOrganizations(text: string, places: readonly string[]): NamedOrganization[] {
  return [...text.matchAll(pattern)].flatMap(([, before = '', kind = '']) => {
    const start = [...before.matchAll(boundary)].map((match) => match.index + match[0].length).at(-1) ?? 0;
    const own = before.slice(start);
    const name = [...places, '首都']
      .reduce((rest, place) => rest.replace(new RegExp(`^.*?${place}[省市县]?`), ''), own)
      .replace(/(?:行业|产业|服务业|同业)+$/, '');
    if (name.length < 2 || generic.test(name)) return [];
    const town = /^(?:中国|中华|全国|\p{Script=Han}{2,3}?[省市县州])(?=\p{Script=Han}{2})/u.exec(name)?.[0];
    const marks = [...(town === undefined ? [] : [town]), ...(/^(?:协会|商会)$/.test(kind) ? [] : [kind])];
    return [{ name: town === undefined ? name : name.slice(town.length), whole: own + kind, marks }];
  });
}
