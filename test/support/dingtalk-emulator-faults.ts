/** What is asked of the platform; `stream` is the opening of the WebSocket. */
export type Operation = 'token' | 'gateway' | 'stream' | 'send' | 'reply' | 'upload' | 'query' | 'download' | 'file';

/** `drop`: cut before anything happened; `lost`: it happened, and the answer was lost. */
export type DingtalkFault =
  | { kind: 'status'; status: number; body: object }
  | { kind: 'html'; status: number }
  | { kind: 'drop' }
  | { kind: 'lost' };

export type Faults = {
  /** The next of these calls meets it. */
  add(operation: Operation, fault: DingtalkFault): void;
  /** What calls meet that no fault waits for. */
  otherwise(choose: (operation: Operation) => DingtalkFault | null): void;
  take(operation: Operation): DingtalkFault | null;
};

export function createFaults(): Faults {
  const waiting = new Map<Operation, DingtalkFault[]>();
  let choose: (operation: Operation) => DingtalkFault | null = () => null;
  return {
    add: (operation, fault) => void waiting.set(operation, [...(waiting.get(operation) ?? []), fault]),
    otherwise: (chosen) => void (choose = chosen),
    take: (operation) => waiting.get(operation)?.shift() ?? choose(operation),
  };
}

/** As the new interfaces refuse. */
export function refused(status: number, code: string, more: object = {}): DingtalkFault {
  return { kind: 'status', status, body: { code, message: `${code} 的说明`, requestid: 'R-1', ...more } };
}

/** As the old ones do. */
export function errcode(code: number, errmsg = 'no'): DingtalkFault {
  return { kind: 'status', status: 200, body: { errcode: code, errmsg } };
}

export const tooFast = errcode(130101, 'send too fast, exceed 20 times per minute');

export function noPermission(...requiredScopes: string[]): DingtalkFault {
  const accessdenieddetail = { requiredScopes };
  return refused(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', { accessdenieddetail });
}
