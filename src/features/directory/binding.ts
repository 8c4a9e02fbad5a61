import { inChinese } from '../../domain/command.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { hashBindingCode, readBindingCode } from './binding-code.ts';
import { boundEntry, candidateOf } from './binding-candidate.ts';
import {
  badCodeSentence,
  bindAloneSentence,
  missingCodeSentence,
  notBoundSentence,
  tooManyTriesSentence,
  unboundSentence,
} from './binding-sentences.ts';

/** Guessing a code of eight characters takes more than this many tries an hour. */
const triesAnHour = 5;
const hourMs = 3_600_000;
const command = /^[/／]\s?(绑定|解绑)[\s:：]*(.*)$/su;

/** `/绑定 CODE` and `/解绑`; null when a message is neither. */
export async function handleBinding(message: Message): Promise<Outcome | null> {
  const [, word, rest = ''] = command.exec(inChinese(message.text.trim())) ?? [];
  if (word === undefined) return null;
  if (word === '解绑') return unbind(message);
  if (rest === '' && message.conversation.kind === 'direct') return async () => [{ text: missingCodeSentence }];
  const code = readBindingCode(rest);
  const hash = code === null ? null : await hashBindingCode(code);
  return message.conversation.kind === 'group' ? refuseInGroup(message, hash) : bind(message, hash);
}

/** Everybody in the group has read the code: it is spent, and binds nobody. */
function refuseInGroup(message: Message, hash: string | null): Outcome {
  return async (records) => {
    if (hash !== null && (await mayTry(records, message))) await records.bindings.takeCode(hash, message.receivedAt);
    return [{ text: bindAloneSentence }];
  };
}

/** The code, the try and the binding change together with the end of the message: a crash spends no code for nothing. */
function bind(message: Message, hash: string | null): Outcome {
  return async (records) => {
    const { bindings } = records;
    if (!(await mayTry(records, message))) return [{ text: tooManyTriesSentence }];
    const holder = hash === null ? null : await bindings.findCode(hash, message.receivedAt);
    const candidate = holder === null ? null : await candidateOf(records, holder);
    if (hash === null || candidate === null) return [{ text: badCodeSentence }];
    const refusal = await candidate.refusal(message.memberId);
    if (refusal !== null) return [{ text: refusal }];
    if ((await bindings.takeCode(hash, message.receivedAt)) === null) return [{ text: badCodeSentence }];
    return [{ text: await candidate.bind(message) }];
  };
}

async function mayTry({ bindings }: Records, { memberId, id, receivedAt: at }: Message): Promise<boolean> {
  return (await bindings.recordTry({ memberId, messageId: id, at }, at - hourMs)) <= triesAnHour;
}

function unbind(message: Message): Outcome {
  return async (records) => {
    const { audit, bindings } = records;
    const user = await bindings.findUser(message.memberId);
    if (!(await bindings.unbind(message.memberId))) return [{ text: notBoundSentence }];
    if (user !== null) await audit.append(boundEntry(message, { action: 'user/unbind', user }));
    return [{ text: unboundSentence }];
  };
}
