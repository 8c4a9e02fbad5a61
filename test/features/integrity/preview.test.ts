import { describe, expect, it } from 'vitest';
import type { DailyMessage } from '../../../src/domain/daily-message.ts';
import { loadAlmanac } from '../../../src/features/integrity/almanac.ts';
import { type FixedDay, previewDays } from '../../../src/features/integrity/preview.ts';

const occasionsOf = await loadAlmanac();
const library: DailyMessage[] = [
  ...['甲', '乙', '丙', '丁'].map((theme, i) => build({ id: `day-00${i + 1}`, theme })),
  build({ id: 'law-001', theme: '行业自律', occasion: '国家宪法日', source: '《中华人民共和国宪法》第五条' }),
];

describe('the preview', () => {
  it('shows date, weekday, occasion, message, source and theme of each day', () => {
    const days = previewDays({ from: '2026-12-04', days: 2, today: '2026-12-04', library, occasionsOf, fixed: [] });

    expect(days).toEqual([
      {
        date: '2026-12-04',
        weekday: '星期五',
        occasion: '国家宪法日',
        messageId: 'law-001',
        text: '寄语 law-001',
        source: '《中华人民共和国宪法》第五条',
        theme: '行业自律',
        generated: false,
        state: 'chosen',
        reason: null,
      },
      expect.objectContaining({ date: '2026-12-05', weekday: '星期六', occasion: null, source: null }),
    ]);
  });

  it('tells what a model drafted', () => {
    const drafted = { ...build({ id: 'own-0001', theme: '行业自律' }), generated: true };
    const on = { from: '2026-12-05', days: 1, today: '2026-12-05', occasionsOf, fixed: [] };

    expect(previewDays({ ...on, library: [drafted] })).toMatchObject([{ messageId: 'own-0001', generated: true }]);
  });

  it('shows the same day alike, however early it is asked for', () => {
    const options = { library, occasionsOf, fixed: [], today: '2026-11-23' };

    const month = previewDays({ ...options, from: '2026-11-23', days: 30 });
    const day = previewDays({ ...options, from: '2026-12-11', days: 1 });
    expect(day).toEqual(month.filter(({ date }) => date === '2026-12-11'));
  });

  it('goes on from the days that are fixed', () => {
    const options = { library, occasionsOf, from: '2026-11-24', days: 10 };
    const before = previewDays({ ...options, today: '2026-11-24', fixed: [] });
    const fixed = before
      .slice(0, 4)
      .map(({ date, messageId, text }) => planned({ date, messageId: messageId ?? '', text: text ?? '' }));
    const after = previewDays({ ...options, today: '2026-11-28', fixed });

    expect(after.map(({ date, messageId }) => [date, messageId])).toEqual(
      before.map(({ date, messageId }) => [date, messageId]),
    );
    expect(after.map(({ state }) => state)).toEqual([...Array(4).fill('planned'), ...Array(6).fill('chosen')]);
  });

  it('shows what staff gave a day, and takes it for no day before or after', () => {
    const options = { library, occasionsOf, from: '2026-11-24', days: 4, today: '2026-11-24' };
    const first = previewDays({ ...options, fixed: [] })[0];
    const fixed = [{ date: '2026-11-26', messageId: first?.messageId ?? '', text: first?.text ?? '' }];

    const days = previewDays({ ...options, fixed: fixed.map((day) => ({ ...planned(day), open: true })) });

    expect(days.map(({ state }) => state)).toEqual(['chosen', 'chosen', 'fixed', 'chosen']);
    expect(days[2]).toMatchObject({ messageId: first?.messageId, text: first?.text, reason: null });
    expect(new Set(days.map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('shows a day that is skipped with its reason, and goes on as if it had not been', () => {
    const options = { library, occasionsOf, from: '2026-11-24', days: 3, today: '2026-11-24' };
    const before = previewDays({ ...options, fixed: [] });
    const skip = { date: '2026-11-24', messageId: '', text: '当天不发寄语', open: true, skipped: '当天不发：休会' };

    const days = previewDays({ ...options, fixed: [skip] });

    expect(days[0]).toMatchObject({ state: 'skipped', reason: '当天不发：休会', messageId: null, text: null });
    expect(days[1]?.messageId).toBe(before[0]?.messageId);
  });

  it('shows a fixed day as it was sent, though the library says something else by now', () => {
    const fixed = [
      { date: '2026-11-23', messageId: 'day-001', text: '当天发出的原文' },
      { date: '2026-11-24', messageId: 'gone-001', text: '后来删掉的一条' },
    ].map(planned);
    const days = previewDays({ from: '2026-11-23', days: 2, today: '2026-11-25', library, occasionsOf, fixed });

    expect(days.map(({ messageId, text, theme }) => ({ messageId, text, theme }))).toEqual([
      { messageId: 'day-001', text: '当天发出的原文', theme: '甲' },
      { messageId: 'gone-001', text: '后来删掉的一条', theme: '' },
    ]);
  });

  it('shows the message alone when it was sent with a heading and its source', () => {
    const sent = '【清廉文化每日寄语】\n寄语 law-001\n——《中华人民共和国宪法》第五条';
    const fixed = [planned({ date: '2026-12-04', messageId: 'law-001', text: sent })];
    const [day] = previewDays({ from: '2026-12-04', days: 1, today: '2026-12-05', library, occasionsOf, fixed });

    expect(day).toMatchObject({ text: '寄语 law-001', source: '《中华人民共和国宪法》第五条', theme: '行业自律' });
  });

  it('leaves the message empty when the library has none', () => {
    const [day] = previewDays({
      from: '2026-11-22',
      days: 1,
      today: '2026-11-22',
      library: [],
      occasionsOf,
      fixed: [],
    });

    expect(day).toEqual({
      date: '2026-11-22',
      weekday: '星期日',
      occasion: '小雪',
      messageId: null,
      text: null,
      source: null,
      theme: null,
      generated: false,
      state: 'chosen',
      reason: null,
    });
  });
});

function planned(day: { date: string; messageId: string; text: string }): FixedDay {
  return { ...day, open: false, skipped: null };
}

function build(message: { id: string; theme: string; occasion?: string; source?: string }): DailyMessage {
  return { occasion: null, source: null, text: `寄语 ${message.id}`, ...message };
}
