import { AppError } from '../../base/errors.ts';
import { inChinese } from '../../domain/command.ts';
import type { Message } from '../../domain/message.ts';
import { mayExport, type User } from '../../domain/user.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Store } from '../../ports/store.ts';
import { rollEntry } from './audited.ts';
import { whyNotSent } from './messages-of.ts';
import type { RollExport, ShownRoll } from './roll-export.ts';
import { shorten } from './shorten.ts';

export type RollAbilityDeps = {
  store: Store;
  clock: Clock;
  channels: ReadonlyMap<string, Channel>;
  rolls: Pick<RollExport, 'make'>;
};

const command = /^[/／]\s?导出(?![\p{L}\p{N}])[\s:：]*(.*)$/su;
const looked = 200;
const shortestId = 6;
/** Names of who did not answer are not kept for longer than it takes to send them. */
const keptMs = 7 * 24 * 3_600_000;

/** `/导出 [编号]` from a bound account in a private chat: who answered a broadcast, as a file. Null for anything else. */
export function createRollAbility(deps: RollAbilityDeps): { handle(message: Message): Promise<Outcome | null> } {
  return {
    async handle(message) {
      const [, id] = command.exec(inChinese(message.text.trim())) ?? [];
      return id === undefined ? null : answer(deps, message, id.trim());
    },
  };
}

async function answer(deps: RollAbilityDeps, message: Message, id: string): Promise<Outcome> {
  if (message.conversation.kind === 'group') return saying('名单请绑定了账号的工作人员私聊我取，群里不发。');
  const user = await deps.store.bindings.findUser(message.memberId);
  if (user === null || !mayExport(user)) return saying(mayNotExport(user));
  try {
    return await send(deps, message, { id: await findId(deps, id), user });
  } catch (error) {
    if (!(error instanceof AppError) || !/^(?:input\/|record\/not-found)/u.test(error.code)) throw error;
    return saying(error.message);
  }
}

function saying(text: string): Outcome {
  return async () => [{ text }];
}

function mayNotExport(user: User | null): string {
  return user === null
    ? '名单只有绑定了账号的人能取；请向管理员要绑定码，私聊我发“/绑定 绑定码”。'
    : '您绑定的账号已经停用，请联系管理员。';
}

/** The named broadcast, by its id or the beginning of it, else the newest that asked for a 收到. */
async function findId({ store, clock }: RollAbilityDeps, written: string): Promise<string> {
  if (written !== '' && (await store.broadcasts.find(written)) !== null) return written;
  const asking = (await store.broadcasts.list(looked)).filter(({ receipt }) => receipt !== null);
  if (written !== '') {
    const named = asking.filter(({ id }) => written.length >= shortestId && id.startsWith(written));
    if (named.length === 1 && named[0] !== undefined) return named[0].id;
    throw new AppError('record/not-found', `没有编号为 ${written} 的群发；只发“/导出”就是最近一次要确认收到的。`);
  }
  const newest = asking.find(
    ({ at, cancelledAt, skipped }) => at <= clock.now() && cancelledAt === null && skipped === null,
  );
  if (newest !== undefined) return newest.id;
  throw new AppError('record/not-found', '还没有请大家确认收到的群发，所以没有名单。');
}

/** The file, its delivery and the end of the message are stored together. */
async function send(
  { rolls, channels, clock }: RollAbilityDeps,
  message: Message,
  { id, user }: { id: string; user: User },
): Promise<Outcome> {
  const { file, roll } = await rolls.make(id);
  const { capabilities } = channels.get(message.conversation.channel) ?? { capabilities: { files: null } };
  const refusal = whyNotSent({ size: file.bytes.byteLength }, capabilities);
  const text = summaryOf(roll);
  if (refusal !== null)
    return saying(`${text}\n${refusal}，名单请管理员在服务器上取：qingyu broadcast receipts ${id} -o 名单.xlsx`);
  return async ({ files, audit }) => {
    const now = clock.now();
    const fileId = await files.put(file, { now, expiresAt: now + keptMs });
    await audit.append(rollEntry({ id, who: user.name, at: now }, 'xlsx'));
    return [{ text: `${text}\n名单里有姓名，只供秘书处内部用，请不要转到群里。`, fileId }];
  };
}

function summaryOf({ text, groups }: ShownRoll): string {
  const sum = (key: 'expected' | 'acknowledged' | 'missing' | 'others'): number =>
    groups.reduce((total, { counts }) => total + counts[key], 0);
  const others = sum('others') === 0 ? '' : `，另有名单外 ${sum('others')} 人确认`;
  return `《${shorten(text)}》：应确认 ${sum('expected')} 人，已确认 ${sum('acknowledged')} 人，未确认 ${sum('missing')} 人${others}。`;
}
