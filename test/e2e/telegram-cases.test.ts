import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { startTelegramEmulator } from '../support/telegram-emulator.ts';
import type { StoredMessage, User } from '../support/telegram-emulator-state.ts';
import { takenJpeg, traces } from '../support/photos.ts';
import { tempFolder } from '../support/temp-folder.ts';

const groupId = -1_002_000;
const person = (id: number, name: string): User => ({ id, is_bot: false, first_name: name });
const [wang, li, zhang, zhou] = [
  person(42, '王会长'),
  person(43, '李会长'),
  person(44, '张主任'),
  person(45, '周秘书'),
];
const minute = 60_000;
/** News of a case waits for more; a clock that is ahead has no patience. */
const ahead = (): Settings => ({ BOT_NOW: new Date(Date.now() + 2 * minute).toISOString() });
const behind = (): Settings => ({ BOT_NOW: new Date(Date.now() - 2 * minute).toISOString() });

describe('a case from a Telegram group', () => {
  it('is given to somebody in private, done, told where it came from and rated by a button, over kills and faults', async () => {
    const { emulator, inGroup, alone, tell, run, bot, start, bind } = await open();
    await bind(zhou, ['users', 'add', '周秘书', '--role', 'secretary'], ['users', 'code', '周秘书']);
    await run('organizations', 'add', '餐饮协会');
    await bind(zhang, ['people', 'add', '张主任', '--organization', '餐饮协会'], ['people', 'code', '餐饮协会/张主任']);
    const asked = await sayInGroup(emulator, wang, '/suggest 希望每季度办一次用工培训，联系电话 13800138000');
    await emulator.until(() => inGroup().length === 1);
    const no = numberIn(inGroup()[0]);

    expect(await tell(zhou, `/todo ${no} 交给 餐饮协会/张主任 5个工作日`)).toContain('我会私聊告诉对方');
    await emulator.until(() => alone(zhang).some(({ text }) => text?.includes('新交给您办的') === true));
    expect(alone(zhang).at(-1)?.text).toContain(`${no} 希望每季度办一次用工培训`);
    expect(await tell(zhang, `/todo ${no}`)).toContain('电话：13800138000');
    expect(await tell(zhang, `/todo ${no} 已办结：下月办两场`)).toContain('已改为“已办结”，提交人会收到消息');
    await bot.end('SIGKILL');
    const again = await start(ahead());
    await emulator.until(() => inGroup().some(({ text }) => text?.includes('已办结') === true));
    const groupSaw = inGroup().length;
    const told = must(inGroup().at(-1));
    expect(told.reply_to_message?.message_id).toBe(asked);
    // One message, or two where the machine took its time.
    expect(
      inGroup()
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(new RegExp(`${no} 已安排办理，\\d{4}-\\d\\d-\\d\\d 前答复。\\n[^]*已办结，`, 'u'));
    expect(labelsOf(told)).toEqual(['满意', '基本满意', '不满意']);
    expect(
      inGroup()
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/督办|张主任|下月办两场|13800138000/u);

    const press = async (from: User, place: number): Promise<string> => {
      const query = emulator.people.press({ chat: groupId, message: told.message_id, from, place });
      await emulator.until(() => emulator.answers.some(({ queryId }) => queryId === query));
      return emulator.answers.find(({ queryId }) => queryId === query)?.text ?? '';
    };
    expect(await press(li, 2)).toBe('这里请提交人自己评价，您点的没有记下。');
    expect(labelsOf(must(inGroup().at(-1)))).toHaveLength(3);
    // The platform hears nothing of the first press, and says it again to another process.
    emulator.faults.add('answerCallbackQuery', { kind: 'hang' });
    emulator.people.press({ chat: groupId, message: told.message_id, from: wang, place: 2 });
    await until(async () => (await show(run, no)).satisfaction === 'dissatisfied');
    await again.end('SIGKILL');
    await start(ahead());
    await emulator.until(() => labelsOf(must(inGroup().at(-1))).join() === '✓ 已评价');
    expect(await press(wang, 0)).toBe(`${no} 已经评价过了，谢谢您。`);

    expect(inGroup()).toHaveLength(groupSaw);
    const { steps } = await show(run, no);
    expect(steps.filter(({ action }) => action === 'rate')).toHaveLength(1);
    expect(await tell(wang, `不满意 ${no}，没有通知到我们`)).toContain('您的意见已记在');
    expect(await run('cases', 'list', '--dissatisfied')).toContain('没有通知到我们');
  });

  it('tells staff whom the bot could not reach, and nobody else instead', async () => {
    const { emulator, telegram, inGroup, alone, tell, run, bind } = await open();
    await bind(zhou, ['users', 'add', '周秘书', '--role', 'secretary'], ['users', 'code', '周秘书']);
    await run('organizations', 'add', '餐饮协会');
    await bind(zhang, ['people', 'add', '张主任', '--organization', '餐饮协会'], ['people', 'code', '餐饮协会/张主任']);
    await tell(wang, '/suggest 希望每季度办一次用工培训');
    const no = numberIn(alone(wang).at(-1));
    emulator.people.place(telegram, zhang.id, 'kicked');
    emulator.people.place(telegram, wang.id, 'kicked');

    const said = await tell(zhou, `/todo ${no} 交给 餐饮协会/张主任 5个工作日`);
    await until(async () => (await run('cases', 'reminders')).includes('张主任'));

    expect(said).toContain(`${no} 已交给“张主任”办，对方没有能私聊的账号，请您自己告诉一声`);
    const before = [alone(zhang).length, alone(wang).length];
    await run('cases', 'update', no, '--resolve', '下月办两场');
    const { submitters } = await until(async () => {
      const byHand = JSON.parse(await run('cases', 'reminders', '--json'));
      return byHand.submitters.length > 0 && byHand;
    });
    expect(submitters).toMatchObject([{ no, reason: '提交人停用了和机器人的私聊。' }]);
    expect([alone(zhang).length, alone(wang).length]).toEqual(before);
    expect(inGroup()).toEqual([]);
  });

  it('stays anonymous with its photo, and no group sees its code', async () => {
    const { emulator, inGroup, alone, tell, run } = await open();
    await sayInGroup(emulator, wang, '/anonymous 某窗口收钱才办事');
    await emulator.until(() => inGroup().length === 1);
    expect(inGroup()[0]?.text).toContain('请私聊我再发一次');
    expect(inGroup()[0]?.text).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/u);

    const file = { name: '王会长 IMG_0042.jpg', mime: 'image/jpeg', bytes: takenJpeg() };
    expect(await tell(wang, '/anonymous 某窗口收钱才办事', file)).toMatch(
      /凭证码 [0-9A-Z-]{14}.*1 张照片已随匿名反映保存/u,
    );
    expect(
      await tell(wang, '', { ...file, name: 'IMG_0043.jpg', bytes: Buffer.concat([takenJpeg(), Buffer.from('2')]) }),
    ).toContain('这张照片已经保存过了');
    expect(alone(wang).length).toBe(2);

    const { files } = JSON.parse(await run('cases', 'files', '2026-0002', '--json'));
    expect(files).toMatchObject([{ name: '照片1.jpg' }]);
    expect(JSON.stringify(files)).not.toMatch(new RegExp(['IMG_004', ...traces].join('|'), 'u'));
  });
});

type Settings = Record<string, string>;
type Emulator = Awaited<ReturnType<typeof startTelegramEmulator>>;
type File = { name: string; mime: string; bytes: Uint8Array };
type Run = (...words: string[]) => Promise<string>;

/** A running bot in one group, and private chats with four people. */
async function open() {
  const emulator = await startTelegramEmulator();
  onTestFinished(() => emulator.close());
  const token = `123:geheim${randomBytes(4).toString('hex')}`;
  const telegram = emulator.addBot({ token, username: 'qingyu_bot' });
  emulator.addChat(telegram, { id: groupId, type: 'supergroup', title: '长沙市餐饮行业协会' });
  for (const { id } of [wang, li, zhang, zhou]) emulator.addChat(telegram, { id, type: 'private' });
  const settings: Settings = {
    DATA_DIR: tempFolder(),
    QUIET_HOURS: 'off',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: emulator.url,
  };
  const start = async (changes: Settings = {}): Promise<RunningProcess> => {
    const program = await startProcess({ ...settings, PORT: '0', ...changes });
    onTestFinished(async () => void (await program.end('SIGKILL')));
    return program;
  };
  const alone = ({ id }: User): readonly StoredMessage[] => emulator.shown(telegram, id);
  const tell = async (from: User, text: string, file?: File): Promise<string> => {
    const before = alone(from).length;
    emulator.people.say({ chat: from.id, from, text, id: (said += 100), ...(file && { file }) });
    await emulator.until(() => alone(from).length > before);
    return alone(from).at(-1)?.text ?? '';
  };
  /** What staff do counts from two minutes ago, so that news of it goes at once. */
  const run: Run = async (...words) => {
    const { stdout, stderr, code } = await runCommand(words, { settings: { ...settings, ...behind() } });
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  const bind = async (who: User, add: string[], code: string[]): Promise<void> => {
    await run(...add);
    const issued = JSON.parse((await runCommand([...code, '--json'], { settings })).stdout);
    await tell(who, `/bind ${issued.code}`);
  };
  const inGroup = (): readonly StoredMessage[] => emulator.shown(telegram, groupId);
  return { emulator, telegram, start, bot: await start(), inGroup, alone, tell, run, bind };
}

/** Far enough apart that the bot's own messages find their numbers between them. */
let said = 1_000;

async function sayInGroup(emulator: Emulator, from: User, text: string): Promise<number> {
  const id = (said += 100);
  emulator.people.say({ chat: groupId, from, text, id });
  return id;
}

async function show(run: Run, no: string): Promise<{ satisfaction: string | null; steps: { action: string }[] }> {
  return JSON.parse(await run('cases', 'show', no, '--json'));
}

function labelsOf({ reply_markup: markup }: StoredMessage): string[] {
  return markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
}

function numberIn(message: StoredMessage | undefined): string {
  return must(/20\d\d-\d{4}/u.exec(message?.text ?? '')?.[0]);
}

function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('it is not there');
  return found;
}

/** Asks until there is an answer that is neither null nor false. */
async function until<T>(ask: () => Promise<T | null | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await setTimeout(200);
  }
}
