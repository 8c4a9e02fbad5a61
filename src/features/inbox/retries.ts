import type { ErrorCode } from '../../base/errors.ts';

/** Does the same message have a chance later? Then it waits; any other failure is answered now. */
export const helpsToWait = {
  'config/invalid': false,
  'usage/invalid': false,
  'input/invalid': false,
  'input/too-long': false,
  'input/too-slow': false,
  'access/unauthenticated': false,
  'access/code-needed': false,
  'access/denied': false,
  'access/too-many': false,
  'record/not-found': false,
  'record/conflict': false,
  'store/newer': false,
  'store/busy': true,
  'store/unavailable': true,
  'index/unavailable': false,
  'model/unavailable': false,
} as const satisfies Record<ErrorCode, boolean>;
