import type { ChannelFinding } from '../../ports/channel.ts';

export function ok(detail: string): ChannelFinding {
  return { state: 'ok', detail, action: null };
}

export function warn(detail: string, action: string): ChannelFinding {
  return { state: 'warn', detail, action };
}

export function fail(detail: string, action: string): ChannelFinding {
  return { state: 'fail', detail, action };
}
