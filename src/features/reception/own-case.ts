import type { Case } from '../../domain/case.ts';
import { isEnded } from '../../domain/case.ts';
import type { CaseChanges } from '../../ports/cases.ts';
import { findIdentity } from './identity.ts';
import { fold } from './fold.ts';

/** What a member wants changed of a case of their own; `no` null = the newest. */
export type OwnWish =
  | { kind: 'withdraw'; no: string | null }
  | {
      kind: 'correct';
      no: string | null;
      changes: Pick<CaseChanges, 'organization' | 'contact' | 'phone' | 'email' | 'content'>;
    };

const number = /(?<!\d)(20\d\d)\s*-\s*(\d{1,6})(?!\d)/u;
const thing = '(?:建议|意见|投诉|举报|诉求|求助|登记|反映|那[条件个]|这[条件个]|上一?[条件个]|编号|20\\d\\d)';
const withdraws = new RegExp(
  `^\\/?\\s?(?:我?(?:想|要|申请|请|帮我)?(?:把)?)?(?:撤回|撤销|撤掉|withdraw)(?:$|\\s*(?:我|刚才|刚刚|之前|上次|的|那|这|一下)*\\s*${thing}|\\s*[。.!]$)|^把?(?:我|刚才|之前|上次|的)*${thing}[^,。]{0,12}(?:撤回|撤销|撤掉)`,
  'u',
);
const corrects =
  /(?:电话|手机号?|号码|联系方式|联系人|名字|姓名|单位|公司|协会|商会|邮箱|内容|上面|刚才)[^,。;]{0,8}(?:写错|说错|打错|填错|错了|不对|有误|变了|换了|更正|改[成为到])|^\/?\s?(?:更正|订正|改正|更改)[\s::,，]/u;
/** 单位改成X, 联系人应该是Y: the value stands behind. */
const value =
  /(单位|公司|协会|商会|联系人|名字|姓名|内容)[^,。;:]{0,10}?(?:写错|说错|打错|填错|错|不对|有误)?了?[,，\s]*(?:应该|应当|正确的)?(?:是|为|改[成为]|换成|更正为|:)\s*([^,。;!]{1,200})/u;

const fields = new Map<string, 'organization' | 'contact' | 'content'>([
  ['单位', 'organization'],
  ['公司', 'organization'],
  ['协会', 'organization'],
  ['商会', 'organization'],
  ['联系人', 'contact'],
  ['名字', 'contact'],
  ['姓名', 'contact'],
  ['内容', 'content'],
]);

/** Null when a text wants neither. */
export function readOwnWish(text: string): OwnWish | null {
  const folded = fold(text).trim();
  const no = numberIn(folded);
  if (folded.length <= 40 && withdraws.test(folded)) return { kind: 'withdraw', no };
  if (folded.length > 200 || !corrects.test(folded)) return null;
  const changes = changesIn(text.trim(), folded);
  return Object.keys(changes).length === 0 ? null : { kind: 'correct', no, changes };
}

function numberIn(folded: string): string | null {
  const [, year, count] = number.exec(folded) ?? [];
  return year === undefined || count === undefined ? null : `${year}-${count.padStart(4, '0')}`;
}

/** The last number counts: 电话写错了，不是139…，是138… */
function changesIn(text: string, folded: string): Extract<OwnWish, { kind: 'correct' }>['changes'] {
  const after = folded.slice(folded.search(/(?<!不)是(?!不)|改[成为]|换成|:/u) + 1 || 0);
  const { phone } = findIdentity(after.replace(number, ' '));
  const { email } = findIdentity(folded);
  const [, what = '', said] = value.exec(folded) ?? [];
  const field = fields.get(what);
  const start = said === undefined ? 0 : folded.indexOf(said, folded.indexOf(what) + what.length);
  const words = said === undefined ? '' : text.slice(start, start + said.length).trim();
  return {
    ...(phone === null ? {} : { phone }),
    ...(email === null ? {} : { email }),
    ...(field === undefined || words === '' ? {} : { [field]: words }),
  };
}

const names = { organization: '单位', contact: '联系人', phone: '电话', email: '邮箱', content: '内容' } as const;

/** What is said of a correction: which fields, never their values; the group reads along. */
export function correctedReply(no: string, changes: object): string {
  const told = Object.entries(names).flatMap(([field, name]) => (Object.hasOwn(changes, field) ? [name] : []));
  return `已更正 ${no} 的${told.join('、')}。`;
}

export function withdrawnReply(no: string): string {
  return `已按您的要求撤回 ${no}。需要时可以重新登记。`;
}

export const noOwnCaseReply = '没有查到由您提交、还可以改的诉求。发“/进度”可以看您提交的全部。';

export function endedReply({ no }: Pick<Case, 'no'>): string {
  return `${no} 已经办结或撤回，不能再改。有新的情况请重新登记。`;
}

/** The one that is meant among those of a member, newest first. */
export function chooseOwn(cases: readonly Case[], no: string | null): Case | null {
  if (no !== null) return cases.find((one) => one.no === no) ?? null;
  return cases.find(({ status }) => !isEnded(status)) ?? null;
}
