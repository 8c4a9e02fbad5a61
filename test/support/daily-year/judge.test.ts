import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/delivery.ts';
import { type DayEvidence, judgeDay, repeats, type Standing } from './judge.ts';

const text = '【清廉文化每日寄语】';
const standing: Standing = { id: 'g', chat: 'c', steady: true, due: true, muted: false };

function row(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: 'd',
    key: 'daily/2026-11-26/g',
    kind: 'daily',
    conversationId: 'g',
    text,
    replyTo: null,
    broadcastId: null,
    fileId: null,
    reminds: null,
    template: null,
    mergedInto: null,
    notBefore: 0,
    closesAt: null,
    state: 'sent',
    reason: null,
    attempts: 1,
    partsSent: 0,
    resends: 0,
    createdAt: 0,
    sentAt: 1,
    platformMessageId: 'p',
    ...changes,
  };
}

/** A usual day of one group that got its message. */
function evidence(changes: Partial<DayEvidence> = {}): DayEvidence {
  const shown = new Map([['d', { chat: 'c', text, times: 1 }]]);
  return { day: '2026-11-26', kind: 'served', rows: [row()], standings: [standing], shown, ...changes };
}

const skipped = row({ state: 'skipped', reason: '停发' });
const nothing = new Map();

describe('the judge of a day', () => {
  it.each<[string, Partial<DayEvidence>]>([
    ['that brought the message', {}],
    ['that was missed, with the reason', { kind: 'missed', rows: [skipped], shown: nothing }],
    ['of a muted group', { standings: [{ ...standing, muted: true }], rows: [skipped], shown: nothing }],
    ['of a group that is not enrolled', { standings: [{ ...standing, due: false }], rows: [], shown: nothing }],
    ['that nobody knows the end of', { rows: [row({ state: 'unknown', reason: '中断' })] }],
  ])('has nothing to say of one %s', (_, changes) => {
    expect(judgeDay(evidence(changes))).toEqual([]);
  });

  it.each<[string, Partial<DayEvidence>]>([
    ['came twice', { shown: new Map([['d', { chat: 'c', text, times: 2 }]]) }],
    ['is sent on record and did not come', { shown: nothing }],
    ['has other words than the record', { shown: new Map([['d', { chat: 'c', text: '别的', times: 1 }]]) }],
    ['has no trace', { rows: [], shown: nothing }],
    ['has two rows', { rows: [row(), row({ id: 'e', state: 'skipped', reason: '停发' })] }],
    ['still waits', { rows: [row({ state: 'pending', reason: '限速' })], shown: nothing }],
    ['has an end without a reason', { kind: 'missed', rows: [row({ state: 'skipped' })], shown: nothing }],
    ['was skipped on a day like any other', { rows: [skipped], shown: nothing }],
    ['came to a group that is muted', { standings: [{ ...standing, muted: true }] }],
    ['came to a group that is not enrolled', { standings: [{ ...standing, due: false }] }],
    ['came on a day on which nothing ran', { kind: 'missed' }],
  ])('finds what %s', (_, changes) => {
    expect(judgeDay(evidence(changes))).toHaveLength(1);
  });

  it('finds a text that came again within its rest, and lets it come after', () => {
    const days = [
      { day: '2026-01-01', text: '甲' },
      { day: '2026-01-11', text: '甲' },
      { day: '2026-01-22', text: '甲' },
    ];

    expect(repeats(days, 10)).toHaveLength(1);
  });
});
