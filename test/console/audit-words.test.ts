import { expect, it } from 'vitest';
import { dayStatuses } from '../../src/domain/reception-day.ts';
import { caseStatuses } from '../../src/domain/case.ts';
import { auditDetailWords } from '../../src/console/audit-words.ts';

it('the audit log tells how cases and reception days stand in words, never by the names of the program', () => {
  const words = [...dayStatuses, ...caseStatuses].map((status) => auditDetailWords({ status }, String));

  expect(words.filter((word) => !/^状态：[\p{Script=Han}]+$/u.test(word))).toEqual([]);
});
