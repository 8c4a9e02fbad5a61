import { describe, expect, it } from 'vitest';
import { type ChannelBench, newestMessage, outbound, type Platform, soon } from './bench.ts';

const labels = ['满意', '基本满意', '不满意'];
const choices = { deliveryId: 'd-1', labels };

/** What members choose under a message, where it carries buttons; elsewhere the message says in words what to do. */
export function choiceCases({ capabilities }: Platform, bench: () => ChannelBench): void {
  it('lets members press when it says so, and only then', () => {
    expect(bench().pressing !== undefined).toBe(capabilities.buttons);
  });

  it.runIf(capabilities.sentBy === 'bot' && !capabilities.buttons)('shows of choices the words alone', async () => {
    await bench().channel.send(outbound(bench(), '满意吗？', { choices }), soon());

    expect(await bench().shown()).toEqual([{ text: '满意吗？' }]);
  });

  describe.runIf(capabilities.buttons)('when a message has choices', () => {
    it('shows them under it, in their order', async () => {
      const id = await ask(bench());

      expect(await bench().shown()).toEqual([{ text: '满意吗？' }]);
      expect(await pressing(bench()).labels(id)).toEqual(labels);
    });

    it('hands in which one was pressed, where, and by whom, each time', async () => {
      const { group } = bench();
      const id = await ask(bench());

      await pressing(bench()).press(id, { sender: '张三', place: 1 });
      await pressing(bench()).press(id, { sender: '李四', place: 0 });

      const [first, second] = pressing(bench()).chosen;
      expect(first).toEqual({
        deliveryId: 'd-1',
        place: 1,
        conversation: group,
        sender: { platformId: expect.any(String), name: '张三' },
      });
      expect(second).toMatchObject({ sender: { name: '李四' } });
    });

    it('knows the member by the same id as when they write', async () => {
      const { mention, receive, accepted } = bench();
      await receive({ platformId: '1', sender: '张三', text: `${mention} 早` });
      await pressing(bench()).press(await ask(bench()), { sender: '张三', place: 0 });

      expect(pressing(bench()).chosen[0]?.sender.platformId).toBe(accepted[0]?.sender.platformId);
    });

    it('shows what was chosen in place of the choices, and the answer to nobody else', async () => {
      const id = await ask(bench());

      expect(await pressing(bench()).press(id, { sender: '张三', place: 2 })).toBe('张三，已记下。');

      expect(await pressing(bench()).labels(id)).toEqual(['✓ 2']);
      expect(await bench().shown()).toEqual([{ text: '满意吗？' }]);
    });

    it('leaves the choices when they were not for the one who pressed', async () => {
      const id = await ask(bench());

      expect(await pressing(bench()).press(id, { sender: '李四', place: 0 })).toBe('这里请提交人来点。');

      expect(await pressing(bench()).labels(id)).toEqual(labels);
      expect(await bench().shown()).toEqual([{ text: '满意吗？' }]);
    });

    it('hands in the one that was chosen when what stands in place of the choices is pressed', async () => {
      const id = await ask(bench());
      await pressing(bench()).press(id, { sender: '张三', place: 2 });

      await pressing(bench()).press(id, { sender: '张三', place: 0 });

      expect(pressing(bench()).chosen.map(({ place }) => place)).toEqual([2, 2]);
      expect(await pressing(bench()).labels(id)).toEqual(['✓ 2']);
    });
  });
}

async function ask(bench: ChannelBench): Promise<string> {
  const { platformMessageId } = await bench.channel.send(outbound(bench, '满意吗？', { choices }), soon());
  return platformMessageId ?? newestMessage;
}

function pressing({ pressing }: ChannelBench): NonNullable<ChannelBench['pressing']> {
  if (pressing === undefined) throw new Error('nobody can press in this bench');
  return pressing;
}
