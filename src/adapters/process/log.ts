import { destination, pino, stdSerializers } from 'pino';
import type { Log } from '../../ports/log.ts';

/** Keys whose values never reach a log, at whatever depth. */
const secretKeys =
  /^(?:.*(?:password|secret|token|api_?key|authorization|cookie).*|phone|contact|text|raw_?text|content)$/i;
/** Mobile and landline numbers, with or without separators, and identity numbers. */
const personalNumbers =
  /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{17}[\dXx])(?!\d)/g;
/** user:password@ in addresses. */
const credentials = /(\/\/)[^/\s:@]+:[^/\s@]+@/g;

/** JSON lines on stderr. Secrets and personal numbers are struck out wherever they stand. */
export function createLog(level: string): Log {
  const logger = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }), log: scrubObject },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    destination({ dest: 2, sync: true }),
  );
  return {
    debug: (data, message) => logger.debug(data, message),
    info: (data, message) => logger.info(data, message),
    warn: (data, message) => logger.warn(data, message),
    error: (data, message) => logger.error(data, message),
  };
}

function scrubObject(data: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, scrub(key, value, 0)]));
}

function scrub(key: string, value: unknown, depth: number): unknown {
  if (secretKeys.test(key)) return '[redacted]';
  if (typeof value === 'string') return scrubText(value);
  if (value instanceof Error) return scrubObject({ ...stdSerializers.err(value) });
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= 4) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => scrub('', item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrub(name, inner, depth + 1)]));
}

/** Also used for one-line messages outside of the log. */
export function scrubText(text: string): string {
  return text.replace(personalNumbers, '[number]').replace(credentials, '$1[redacted]@');
}
