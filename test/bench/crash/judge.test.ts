import { describe, expect, it } from 'vitest';
import { type Evidence, judge, type LedgerRow } from './judge.ts';

function row(id: string, changes: Partial<LedgerRow> = {}): LedgerRow {
  return { id, key: `broadcast/1/${id}`, chat: id, text: '开会', state: 'sent', reason: null, ...changes };
}

/** Two groups, each has its message. */
function evidence(changes: Partial<Evidence> = {}): Evidence {
  const shown = ['a', 'b'].map((chat) => ({ chat, text: '开会' }));
  const base = {
    rows: [row('a'), row('b')],
    shown,
    occasions: ['broadcast/1/'],
    groups: 2,
    inFlight: new Set<string>(),
  };
  return { ...base, ...changes };
}

const none = { twice: [], lost: [], wrong: [] };

describe('the judge of a rehearsal', () => {
  it('finds nothing where every message arrived once', () => {
    expect(judge(evidence())).toMatchObject({ sent: 2, unknown: 0, ...none });
  });

  it('sees what arrived twice', () => {
    const { shown } = evidence();

    expect(judge(evidence({ shown: [...shown, { chat: 'a', text: '开会' }] })).twice).toHaveLength(1);
  });

  it.each<[string, Partial<Evidence>]>([
    ['is sent on record and did not arrive', { shown: [{ chat: 'a', text: '开会' }] }],
    ['has no row', { rows: [row('a')], shown: [{ chat: 'a', text: '开会' }] }],
    ['still waits', { rows: [row('a'), row('b', { state: 'pending' })] }],
    ['hangs', { rows: [row('a'), row('b', { state: 'sending' })] }],
    [
      'is skipped without a reason',
      { rows: [row('a'), row('b', { state: 'skipped' })], shown: [{ chat: 'a', text: '开会' }] },
    ],
  ])('calls lost what %s', (_, changes) => {
    expect(judge(evidence(changes)).lost).toHaveLength(1);
  });

  it.each<[string, Partial<Evidence>]>([
    ['arrived and is skipped on record', { rows: [row('a'), row('b', { state: 'skipped', reason: '停发' })] }],
    ['is on no record', { shown: [...evidence().shown, { chat: 'a', text: '别的' }] }],
    ['is unknown though nobody died over it', { rows: [row('a'), row('b', { state: 'unknown', reason: '中断' })] }],
  ])('calls wrong what %s', (_, changes) => {
    expect(judge(evidence(changes)).wrong).toHaveLength(1);
  });

  it('lets what somebody died over be unknown, and counts what of it arrived', () => {
    const rows = [row('a', { state: 'unknown', reason: '中断' }), row('b', { state: 'unknown', reason: '中断' })];
    const shown = [{ chat: 'a', text: '开会' }];

    expect(judge(evidence({ rows, shown, inFlight: new Set(['a', 'b']) }))).toMatchObject({
      unknown: 2,
      unknownShown: 1,
      ...none,
    });
  });
});
