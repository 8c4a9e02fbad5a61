import { describe, expect, it } from 'vitest';
import { createQueue } from '../../src/base/queue.ts';
import { createGate } from '../support/gate.ts';

describe('a queue', () => {
  it('begins a work when the one before has ended, also when that failed', async () => {
    const queue = createQueue();
    const gate = createGate();
    const begun: string[] = [];
    const first = queue(async () => {
      begun.push('first');
      await gate.passed;
      throw new Error('broken');
    });
    const second = queue(async () => begun.push('second'));
    await Promise.resolve();
    expect(begun).toEqual(['first']);

    gate.open();

    await expect(first).rejects.toThrow('broken');
    expect(await second).toBe(2);
    expect(begun).toEqual(['first', 'second']);
  });
});
