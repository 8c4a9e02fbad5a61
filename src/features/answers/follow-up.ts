import type { Gazetteer } from '../../domain/gazetteer.ts';
import { spansOf } from './frames.ts';
import { findOrganizations } from './organizations.ts';

/** The last question of a member that was answered or looked for, as it was understood. */
export type Topic = { question: string };

const bareSubject =
  /^(?:那|那么|还有|换成|再看看|再说说)?(?:的话)?[，,]?(.{1,24}?)(?:又)?(?:呢|怎么样呢|的呢|怎么样|如何|怎样)?[？?]?$/;
const opensAsFollowUp = /^(?:那|那么|还有|再|另外|其中|它|它们|他们|她们|这个|那个|这些|该|上面|刚才|前面|然后|具体)/;

/**
 * Makes a follow-up whole: 「那合肥呢」 after a question about 长沙 asks the same of 合肥, 「覆盖率呢」 asks something else of the
 * same subject, 「具体有多少个」 asks more of the last question. Null when the message stands on its own. All text is normalised.
 */
export function completeFollowUp(gazetteer: Gazetteer, text: string, topic: Topic): string | null {
  const places = gazetteer.placesIn(text);
  const swapped = swapSubject(gazetteer, { text, places, topic });
  if (swapped !== null) return swapped;
  if (places.length > 0 || findOrganizations(text, []).length > 0 || text.length > 20) return null;
  const refersBack = opensAsFollowUp.test(text) || /呢[？?]?$/.test(text) || isWithoutSubject(text);
  const rest = text.replace(opensAsFollowUp, '').replace(/呢([？?]?)$/, '$1');
  const asksAnew = spansOf(rest).some(({ text: span, weights }) => span.length > 1 && weights.includes(1));
  // A short question with a subject of its own is a new one: 会费怎么收.
  if (!refersBack && (asksAnew || text.length > 9)) return null;
  return asksAnew
    ? `${subjectOf(gazetteer, topic.question) || firstOf(text, topic.question)}${rest}`
    : `${topic.question.replace(/[？?。]+$/, '')}，${rest}`;
}

/** 要交什么材料, 由谁批准: begins with what is asked, and names nothing that it is asked of. */
function isWithoutSubject(text: string): boolean {
  return (
    text.length <= 9 &&
    /^(?:要|需要?|得|能|可以|应该|由谁|谁|怎么|怎样|如何|多少|什么时候|在哪|去哪|是哪|一共|总共|都)/.test(text)
  );
}

/** The organization or the places of a question. */
function subjectOf(gazetteer: Gazetteer, question: string): string {
  const places = gazetteer.placesIn(question);
  return findOrganizations(question, places)[0]?.whole ?? places.join('');
}

/** What stands first in the last question, for one that has nothing of its own to be asked of. */
function firstOf(text: string, question: string): string {
  if (!isWithoutSubject(text)) return '';
  return spansOf(question).find(({ weights }) => weights.includes(1))?.text ?? '';
}

function swapSubject(
  gazetteer: Gazetteer,
  of: { text: string; places: readonly string[]; topic: Topic },
): string | null {
  const subject = bareSubject.exec(of.text)?.[1];
  if (!subject || !/呢[？?]?$|^(?:那|还有|换成)/.test(of.text)) return null;
  const before = gazetteer.placesIn(of.topic.question);
  const [place] = of.places;
  const isOnlyPlace = place !== undefined && bareOf(subject).replace(place, '').length <= 2;
  if (!isOnlyPlace) return of.places.length > 0 ? null : swapLike(bareOf(subject), of.topic.question);
  const [first, ...rest] = before;
  if (first === undefined) return `${place}${of.topic.question}`;
  const question = rest.reduce(
    (words, name) => words.replaceAll(new RegExp(`${name}[省市县]?`, 'g'), ''),
    of.topic.question,
  );
  return question.replace(new RegExp(`${first}[省市县]?`), place);
}

function bareOf(subject: string): string {
  return subject.replace(/^(?:那么?|还有|换成)/, '').replace(/的$/, '');
}

/** 那副会长单位呢 after 会长单位交多少: the word of the last question that ends as this one does gives way. */
function swapLike(subject: string, question: string): string | null {
  // 那违规收费整治了多少 asks by itself.
  if (/多少|几|什么|啥|怎|如何|谁|哪|吗/u.test(subject)) return null;
  for (let length = subject.length - 1; length >= 2; length -= 1) {
    const end = question.indexOf(subject.slice(-length));
    if (end === -1) continue;
    const before = spansOf(question.slice(0, end)).at(-1)?.text ?? '';
    const start = question.slice(0, end).endsWith(before) ? end - before.length : end;
    return question.slice(0, start) + subject + question.slice(end + length);
  }
  return null;
}
