import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Member } from '../../../domain/member.ts';
import { spansOf } from '../frames.ts';

/** Normalised names that may stand in a text, longest first. */
export type NamesToMask = readonly string[];

type Deps = { gazetteer: Gazetteer; normalise: (text: string) => string };

const employer =
  /^.*(?:协会|商会|学会|联合会|促进会|联盟|公司|集团|基金会|研究院|中心|委员会|厂|店|院|校)(?=\p{Script=Han}{2})/u;
/** What stands between the parts of a nickname: 家具协会-李明(秘书长). */
const separator = /[\s\p{P}\p{S}]+/u;
const posts =
  '执行会长|常务副会长|名誉会长|副会长|会长|副秘书长|秘书长|副理事长|理事长|理事|监事长|监事|书记|副主任|主任|副主席|主席|总经理|副总|经理|董事长|老师|先生|女士|同志|主管|专员|干事|部长|处长|科长|局长|院长|校长|律师|会计|小姐|总|工|姐|哥';
const post = new RegExp(`(?:${posts})$`, 'u');
/** A nickname of these is a role, a body or a word, not a person. */
const noName = new RegExp(
  `^(?:${posts}|清语|小清|管理员|群主|秘书处|办公室|会员|成员|协会|商会|企业|公司|行业|客服|测试|游客|匿名|用户|访客|微信用户|我|本人|工作人员|党建|培训|会费|政策|建议|投诉|通知|大家)\\d*$|(?:协会|商会|学会|联合会|促进会|联盟|公司|集团|基金会|研究院|中心|委员会|工委|党委|局|厅|部|处|会|厂|店|院|校)$`,
  'u',
);

/**
 * Names under which members may be spoken of in a text. A nickname often holds the place, the employer and the post as
 * well (长沙家具协会-李明秘书长): only the person is masked, for without the rest no question could be understood.
 */
export function namesIn(deps: Deps, text: string, members: readonly Pick<Member, 'name'>[]): NamesToMask {
  const plausible = new Map<string, boolean>();
  // Taking a nickname apart is dear and an association has thousands: what they share with the text is looked at once.
  const mayHoldName = (run: string): boolean => {
    const known = plausible.get(run) ?? formsOf(deps, run).length > 0;
    plausible.set(run, known);
    return known;
  };
  const nicknames = members.map(({ name }) => deps.normalise(name).trim());
  const meant = nicknames.filter((nickname) => runsIn(nickname, text).some(mayHoldName));
  const names = new Set(meant.flatMap((nickname) => formsOf(deps, nickname)));
  return [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** Longest runs of a nickname, of two characters and more, that the text has. */
function runsIn(nickname: string, text: string): string[] {
  const runs: string[] = [];
  for (let at = 0; at + 1 < nickname.length;) {
    let end = at + 1;
    while (end < nickname.length && text.includes(nickname.slice(at, end + 1))) end += 1;
    if (end - at > 1) runs.push(nickname.slice(at, end));
    at = Math.max(at + 1, end - 1);
  }
  return runs;
}

function formsOf({ gazetteer }: Deps, nickname: string): string[] {
  const parts = [nickname, ...nickname.split(separator)];
  const bare = parts.flatMap((part) => [withoutPlaces(gazetteer, part), part.replace(employer, '')]);
  return [...parts, ...bare]
    .flatMap((part) => [part, part.replace(post, '')])
    .filter((part) => isName(gazetteer, part));
}

function isName(gazetteer: Gazetteer, part: string): boolean {
  if (part.length < 2 || /^[\d.\s]+$/u.test(part) || noName.test(part) || !hasOwnWord(part)) return false;
  // Two or three letters or digits stand inside too many words to be told from them.
  if (/^[a-z0-9]{2,3}$/u.test(part)) return false;
  return withoutPlaces(gazetteer, part) !== '';
}

/** A nickname of nothing but 多少 or 协会 would make every question unreadable. */
function hasOwnWord(part: string): boolean {
  return spansOf(part).some(({ weights }) => weights.includes(1));
}

function withoutPlaces(gazetteer: Gazetteer, text: string): string {
  return gazetteer
    .placesIn(text)
    .reduce((rest, place) => rest.replace(new RegExp(`${place}[省市县区]?`, 'u'), ''), text)
    .trim();
}
