import type { ErrorCode } from '../../base/errors.ts';

/** Does the same message have a chance later? Then it waits; any other failure is answered now. */
export const helpsToWait = {
  'config/invalid': false,
  'usage/invalid': false,
  'input/invalid': false,
  'input/too-long': false,
  'record/not-found': false,
  'record/conflict': false,
  'store/newer': false,
  'store/busy': true,
  'store/unavailable': true,
} as const satisfies Record<ErrorCode, boolean>;
