/** What goes wrong with a request. */
export type FeishuFault =
  | { kind: 'refused'; status: number; code: number; msg: string; headers?: Record<string, string> }
  /** A gateway's page. */
  | { kind: 'html'; status: number }
  /** The connection ends before anything was done. */
  | { kind: 'drop' }
  /** It is done, and the connection ends before the answer. */
  | { kind: 'lost' }
  /** There is no answer. */
  | { kind: 'hang' };

/** Frequency limit of the app, or of one chat. */
export function tooFrequent(seconds: number, code = 99991400): FeishuFault {
  const headers = { 'x-ogw-ratelimit-reset': String(seconds) };
  return {
    kind: 'refused',
    status: code === 99991400 ? 429 : 400,
    code,
    msg: 'request trigger frequency limit',
    headers,
  };
}

type Choose = (call: string) => FeishuFault | null;

export type FeishuFaults = {
  /** The next calls of this meet this fault, so many times; `send` is any message, else e.g. `GET /open-apis/bot/v3/info`. */
  add(call: string, fault: FeishuFault, times?: number): void;
  /** Asked about every call that no other fault meets. */
  otherwise(choose: Choose): void;
  next(call: string): FeishuFault | null;
};

export function createFeishuFaults(): FeishuFaults {
  const queues = new Map<string, FeishuFault[]>();
  let choose: Choose = () => null;
  return {
    add(call, fault, times = 1) {
      queues.set(call, [...(queues.get(call) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    otherwise(other) {
      choose = other;
    },
    next: (call) => queues.get(call)?.shift() ?? choose(call),
  };
}
