import { describe, expect, it } from 'vitest';
import { createToday } from '../../src/app/today.ts';
import { createHandClock } from '../support/hand-clock.ts';

describe('today', () => {
  it('is the day in the zone of the association, and changes at its midnight', () => {
    const clock = createHandClock('2026-11-23T23:59:59+08:00');
    const today = createToday(clock, 'Asia/Shanghai');
    expect([today(), today()]).toEqual(['2026-11-23', '2026-11-23']);

    clock.advance(1_000);

    expect(today()).toBe('2026-11-24');
  });
});
