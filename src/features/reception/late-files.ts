import { isEnded } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { hashOf, readAnonymous, readClaim } from './anonymous.ts';
import { addByCode, anonymousBefore, type AnonymousFilesDeps, tellHow } from './anonymous-files.ts';
import { keepFiles } from './case-files.ts';

/** A file that comes alone belongs to the case its sender told of just before. */
const rightAfterMs = 30 * 60_000;

export type LateFilesDeps = AnonymousFilesDeps & { records: Pick<Records, 'cases' | 'messages' | 'deliveries'> };

/** Files that come without words, or with the code of an anonymous case. */
export function createLateFiles(deps: LateFilesDeps) {
  const { records, takeFiles, newId } = deps;
  return async function handle(message: Message): Promise<Outcome | null> {
    if (message.attachments.length === 0) return null;
    const code = readClaim(readAnonymous(message.text) ?? message.text);
    if (code !== null) return addByCode(deps, message, hashOf(code));
    if (message.text.trim() !== '') return null;
    const [newest] = await records.cases.listOfMember(message.memberId, 1);
    const unknown = await anonymousBefore(records, message, newest?.createdAt ?? 0);
    if (unknown !== null)
      return unknown.claimHash === null ? tellHow(message) : addByCode(deps, message, unknown.claimHash);
    const recent = newest !== undefined && newest.createdAt >= message.receivedAt - rightAfterMs;
    if (!recent || isEnded(newest.status)) return null;
    const taken = await takeFiles(message);
    return async (records) => {
      const key = `message/${message.id}`;
      const by = message.sender.name;
      const text = await keepFiles(records, { one: newest, taken, key, at: message.receivedAt, by, newId });
      return text === '' ? [] : [{ text }];
    };
  };
}
