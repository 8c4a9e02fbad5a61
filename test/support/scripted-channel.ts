import type { Capabilities } from '../../src/domain/channel.ts';
import { type Body, type Channel, ChannelError, type ChannelFailure, type Outbound } from '../../src/ports/channel.ts';

/** What becomes of one call of `send`; `lost` arrives and then fails, as when the answer of the platform is lost. */
export type Act = 'sent' | 'lost' | ChannelFailure | (() => Promise<void>);

export type ScriptedChannel = Channel & {
  /** Every call, in order. */
  calls: readonly Outbound[];
  /** Texts as members see them. */
  shown: readonly string[];
};

/** A platform without limits. */
const plainCapabilities: Capabilities = {
  inbound: 'all',
  redelivery: 'until-stored',
  maxText: null,
  files: null,
  quotes: true,
  buttons: false,
  receipts: [],
  idempotentSend: false,
  sentBy: 'bot',
  rates: [],
  pause: null,
};

/** A platform that behaves as told, call by call, and well when the script is over. */
export function createScriptedChannel(
  script: readonly Act[] = [],
  idempotentSend = false,
  capabilities: Partial<Capabilities> = {},
): ScriptedChannel {
  const acts = [...script];
  const calls: Outbound[] = [];
  const shown = new Map<string, string>();
  let number = 0;

  const show = ({ idempotencyKey, body }: Outbound): void => {
    shown.set(idempotentSend ? idempotencyKey : `${(number += 1)}`, shownAs(body));
  };

  return {
    id: 'web',
    capabilities: { ...plainCapabilities, idempotentSend, ...capabilities },
    connection: null,
    webhook: null,
    canSend: () => true,
    inspect: async () => [],
    calls,
    get shown() {
      return [...shown.values()];
    },
    health: () => ({ state: 'up', detail: '正常', account: null }),
    async send(message) {
      calls.push(message);
      const act = acts.shift() ?? 'sent';
      if (typeof act === 'function') await act();
      else if (act === 'lost') {
        show(message);
        throw new ChannelError({ kind: 'unknown_outcome' }, '没有等到平台的回答。');
      } else if (act !== 'sent') throw new ChannelError(act, `平台说：${act.kind}。`);
      show(message);
      return { platformMessageId: `p${calls.length}` };
    },
  };
}

function shownAs(body: Body): string {
  switch (body.kind) {
    case 'text':
    case 'template':
      return body.text;
    case 'markdown':
      return body.plain;
    case 'file':
      return body.name;
  }
}
