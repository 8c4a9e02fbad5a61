import { describe, expect, it } from 'vitest';
import { tooMany } from '../../support/telegram-emulator-faults.ts';
import { connected, groupId, li, type TelegramBench, until, zhang } from '../../support/telegram-bench.ts';

const group = { channel: 'telegram', kind: 'group', platformId: String(groupId) } as const;

/** Sends a message with a button and gives its number. */
async function withButton({ channel }: TelegramBench, deliveryId = 'd-1'): Promise<number> {
  const { platformMessageId } = await channel.send(
    { to: group, body: { kind: 'text', text: '通知' }, replyTo: null, receiptOf: deliveryId, idempotencyKey: 'a' },
    AbortSignal.timeout(5_000),
  );
  return Number(platformMessageId);
}

describe('a 收到 button of Telegram', () => {
  it('is under the message, one, with the delivery in it', async () => {
    const bench = await connected();
    await withButton(bench);

    expect(bench.telegram.shown(bench.bot, groupId)[0]?.reply_markup).toEqual({
      inline_keyboard: [[{ text: '收到', callback_data: 'r:d-1' }]],
    });
  });

  it('is under a file too', async () => {
    const bench = await connected();
    const body = { kind: 'file', name: '通知.docx', mime: 'a/b', bytes: new Uint8Array([1]), caption: '请看' } as const;
    await bench.channel.send(
      { to: group, body, replyTo: null, receiptOf: 'd-1', idempotencyKey: 'a' },
      AbortSignal.timeout(5_000),
    );

    expect(bench.telegram.shown(bench.bot, groupId)[0]).toMatchObject({
      caption: '请看',
      reply_markup: { inline_keyboard: [[{ callback_data: 'r:d-1' }]] },
    });
  });

  it('is stored, and thanks whoever pressed it, each time', async () => {
    const bench = await connected();
    const message = await withButton(bench);

    const presses = [zhang, li, zhang].map((from) => bench.telegram.people.press({ chat: groupId, message, from }));
    await bench.confirmed();

    expect(
      bench.pressed.map(({ deliveryId, conversation, sender }) => [deliveryId, conversation, sender.name]),
    ).toEqual([
      ['d-1', group, '张三'],
      ['d-1', group, '李四'],
      ['d-1', group, '张三'],
    ]);
    expect(bench.telegram.answers).toEqual([
      { queryId: presses[0], text: '张三，已登记收到。' },
      { queryId: presses[1], text: '李四，已登记收到。' },
      { queryId: presses[2], text: '张三，已登记收到。' },
    ]);
  });

  it('says that it did not work while the store fails, and is stored all the same', async () => {
    const bench = await connected();
    const message = await withButton(bench);
    bench.failure = new Error('disk full');

    bench.telegram.people.press({ chat: groupId, message, from: zhang });
    await bench.telegram.until(() => bench.telegram.answers.length === 1);
    expect(bench.telegram.answers[0]?.text).toContain('没有登记上');
    expect(bench.bot.queue).toHaveLength(1);

    bench.failure = null;
    await bench.confirmed();
    expect(bench.pressed).toHaveLength(1);
  });

  it('is answered before the wheel stops turning while the store is slow, and told to the platform only when stored', async () => {
    const bench = await connected();
    const message = await withButton(bench);
    const acknowledge = bench.intake.acknowledge;
    let goOn = (): void => {};
    bench.intake.acknowledge = async (pressed) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return acknowledge(pressed);
    };

    bench.telegram.people.press({ chat: groupId, message, from: zhang });
    await bench.telegram.until(() => bench.telegram.answers.length === 1);
    expect(bench.telegram.answers[0]?.text).toContain('正在登记');
    expect(bench.bot.queue).toHaveLength(1);

    goOn();
    await bench.confirmed();
    expect(bench.pressed).toHaveLength(1);
    expect(bench.telegram.answers).toHaveLength(1);
  });

  it('is stored also where the answer does not get through', async () => {
    const bench = await connected();
    const message = await withButton(bench);
    bench.telegram.faults.add('answerCallbackQuery', { kind: 'drop' });

    bench.telegram.people.press({ chat: groupId, message, from: zhang });
    await bench.confirmed();

    expect(bench.pressed).toHaveLength(1);
  });

  it('of something else is answered and stored nowhere', async () => {
    const bench = await connected();
    const message = { message_id: 1, date: 1, chat: { id: groupId, type: 'group' } };
    bench.telegram.push(bench.bot, 'callback_query', { id: 'q', from: zhang, data: 'other', message });
    await bench.confirmed();
    await until(() => bench.telegram.requests.some(({ method }) => method === 'answerCallbackQuery'));

    expect(bench.pressed).toEqual([]);
  });

  it('takes no delivery whose name is too long for it', async () => {
    const bench = await connected();

    await expect(withButton(bench, '长'.repeat(22))).rejects.toMatchObject({ failure: { kind: 'permanent' } });
    expect(bench.telegram.requests.map(({ method }) => method)).not.toContain('sendMessage');
  });
});

describe('a choice of Telegram', () => {
  const choices = { deliveryId: 'd-1', labels: ['满意', '不满意'] };

  async function asked(bench: TelegramBench): Promise<number> {
    const { platformMessageId } = await bench.channel.send(
      {
        to: group,
        body: { kind: 'text', text: '满意吗？' },
        replyTo: null,
        receiptOf: null,
        choices,
        idempotencyKey: 'a',
      },
      AbortSignal.timeout(5_000),
    );
    return Number(platformMessageId);
  }

  it('is handed in again when the platform tells of it again, and shows the same', async () => {
    const bench = await connected();
    const message = await asked(bench);
    const query = { id: 'q', from: zhang, data: 'c1:d-1', message: { ...shown(bench), message_id: message } };

    bench.telegram.push(bench.bot, 'callback_query', query);
    bench.telegram.push(bench.bot, 'callback_query', query);
    await bench.confirmed();

    expect(bench.chosen.map(({ deliveryId, place }) => [deliveryId, place])).toEqual([
      ['d-1', 1],
      ['d-1', 1],
    ]);
    expect(shown(bench).reply_markup?.inline_keyboard.flat()).toEqual([{ text: '✓ 1', callback_data: 'c1:d-1' }]);
  });

  it('is stored also where neither the answer nor the buttons get through', async () => {
    const bench = await connected();
    const message = await asked(bench);
    bench.telegram.faults.add('answerCallbackQuery', { kind: 'drop' });
    bench.telegram.faults.add('editMessageReplyMarkup', tooMany(30));

    bench.telegram.people.press({ chat: groupId, message, from: zhang });
    await bench.confirmed();

    expect(bench.chosen).toHaveLength(1);
    expect(shown(bench).reply_markup?.inline_keyboard.flat()).toHaveLength(2);
  });

  it('is told to the platform only when it is stored', async () => {
    const bench = await connected();
    const message = await asked(bench);
    bench.failure = new Error('disk full');

    bench.telegram.people.press({ chat: groupId, message, from: zhang });
    await bench.telegram.until(() => bench.telegram.answers.length === 1);
    expect(bench.telegram.answers[0]?.text).toContain('没有登记上');
    expect(bench.bot.queue).toHaveLength(1);

    bench.failure = null;
    await bench.confirmed();
    expect(bench.chosen).toHaveLength(1);
    expect(shown(bench).reply_markup?.inline_keyboard.flat()).toHaveLength(1);
  });
});

function shown({ telegram, bot }: TelegramBench): ReturnType<TelegramBench['telegram']['shown']>[number] {
  const [message] = telegram.shown(bot, groupId);
  if (message === undefined) throw new Error('nothing is shown');
  return message;
}
