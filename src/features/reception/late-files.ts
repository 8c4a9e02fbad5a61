import { type Case, isEnded } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { hashOf, readAnonymous, readClaim, repliesKeptMs } from './anonymous.ts';
import { addByCode, anonymousBefore, type AnonymousFilesDeps, tellHow } from './anonymous-files.ts';
import { keepFiles } from './case-files.ts';

/**
 * A file that comes alone belongs to the case its sender told of just before: for as long as we would know of something
 * anonymous they said since, and no longer. Else a photo of that could come to a case that has their name.
 */
const rightAfterMs = repliesKeptMs;
/** Whoever sends one a little later is told how it comes to their case. */
const askedMs = 30 * 60_000;

export type LateFilesDeps = AnonymousFilesDeps & {
  records: Pick<Records, 'cases' | 'messages' | 'deliveries'>;
  clock: Clock;
};

/** Files that come without words, with the number of a case of their own, or with the code of an anonymous case. */
export function createLateFiles(deps: LateFilesDeps) {
  const { records } = deps;
  return async function handle(message: Message): Promise<Outcome | null> {
    if (message.attachments.length === 0) return null;
    const code = readClaim(readAnonymous(message.text) ?? message.text);
    if (code !== null) return addByCode(deps, message, hashOf(code));
    const named = /^\s*(\d{4}-\d{4,})\s*$/u.exec(message.text)?.[1];
    if (named !== undefined) return addToOwn(deps, message, await records.cases.find(named));
    if (message.text.trim() !== '') return null;
    const [newest] = await records.cases.listOfMember(message.memberId, 1);
    const unknown = await anonymousBefore(records, message, newest?.createdAt ?? 0);
    if (unknown !== null)
      return unknown.claimHash === null ? tellHow(message) : addByCode(deps, message, unknown.claimHash);
    // Of now, not of when it was sent: what is known is what is known now.
    const age = newest === undefined ? Number.POSITIVE_INFINITY : deps.clock.now() - newest.createdAt;
    if (newest === undefined || isEnded(newest.status) || age > askedMs) return null;
    if (age > rightAfterMs) return async () => [{ text: askSentence(newest.no) }];
    return addToOwn(deps, message, newest);
  };
}

const askSentence = (no: string): string =>
  `离登记 ${no} 已过十分钟，我不确定这个文件是不是它的，所以没有放进去。要放进去，请再发一次，在文件的说明里写 ${no}；` +
  '不能写说明的，请交给秘书处。';

/** Null for a case of somebody else, or none. */
async function addToOwn(
  { takeFiles, newId }: LateFilesDeps,
  message: Message,
  one: Case | null,
): Promise<Outcome | null> {
  if (one === null || one.memberId !== message.memberId || isEnded(one.status)) return null;
  const taken = await takeFiles(message);
  return async (records) => {
    const key = `message/${message.id}`;
    const by = message.sender.name;
    const text = await keepFiles(records, { one, taken, key, at: message.receivedAt, by, newId });
    return text === '' ? [] : [{ text }];
  };
}
