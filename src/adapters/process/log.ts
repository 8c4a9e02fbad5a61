import { type DestinationStream, destination, pino, stdSerializers } from 'pino';
import type { Log } from '../../ports/log.ts';

/** Keys whose values never reach a log, at whatever depth. */
const secretKeys =
  /^(?:.*(?:password|secret|token|api_?key|authorization|cookie).*|phone|contact|text|raw_?text|content)$/i;
/** Mobile and landline numbers, with or without separators, those of the address book, and identity numbers. */
const personalNumbers =
  /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\+[1-9]\d{8,14}|0\d{2,3}[- ]?\d{7,8}|\d{17}[\dXx])(?!\d)/g;
/** user:password@ in addresses, also where a password has an @ of its own. */
const credentials = /(\/\/)[^/\s:@]*:[^/\s]+@/g;

/** JSON lines, on stderr unless told otherwise. Secrets and personal numbers are struck out wherever they stand. */
export function createLog(level: string, to: DestinationStream = destination({ dest: 2, sync: true })): Log {
  const logger = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }), log: scrubObject },
      // Already done above; once more would lose the type of an error.
      serializers: { err: (error: unknown) => error },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    to,
  );
  return {
    debug: (data, message) => logger.debug(data, message),
    info: (data, message) => logger.info(data, message),
    warn: (data, message) => logger.warn(data, message),
    error: (data, message) => logger.error(data, message),
  };
}

function scrubObject(data: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, scrub(key, value, depth)]));
}

function scrub(key: string, value: unknown, depth: number): unknown {
  if (secretKeys.test(key)) return '[redacted]';
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  // Also the end of what refers back to itself.
  if (depth >= 4) return '[deep]';
  if (value instanceof Error) return scrubObject({ ...stdSerializers.err(value) }, depth + 1);
  if (Array.isArray(value)) return value.map((item) => scrub('', item, depth + 1));
  return scrubObject(value, depth + 1);
}

/** Also used for one-line messages outside of the log. */
export function scrubText(text: string): string {
  return text.replace(personalNumbers, '[number]').replace(credentials, '$1[redacted]@');
}
