import type { FromGateway, GatewayOptions, Say } from '../wire.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { reasonOf } from './reason.ts';
import { say } from './say.ts';
import { loadWechaty, type Wechaty } from './wechaty.ts';

const startMs = 5_000;
const stopMs = 2_000;
const finishMs = 800;
const dingMs = 15_000;

export type Gateway = {
  /** Never rejects: what goes wrong is told as `trouble`. */
  start(options: GatewayOptions): Promise<void>;
  say(call: number, what: Say): Promise<void>;
  /** Waits a second for what is being said and read, and two for the gateway; never rejects. */
  stop(farewell: boolean): Promise<void>;
  trouble(error: unknown): void;
};

type Tell = (message: FromGateway) => void;

/** One connection through wechaty, told in messages. */
export function holdGateway(tell: Tell): Gateway {
  let bot: Wechaty | null = null;
  let inbox: Inbox | null = null;
  const saying = new Set<Promise<void>>();
  const trouble = (error: unknown): void => tell({ kind: 'trouble', reason: reasonOf(error) });

  return {
    trouble,

    async start(options) {
      try {
        bot = await build(options);
        inbox = createInbox(bot, tell);
        listen({ bot, inbox, tell, trouble });
        await within(bot.start(), startMs);
        tell({ kind: 'started' });
        const { puppet } = bot;
        setInterval(() => puppet.ding('qingyu'), dingMs);
      } catch (error) {
        trouble(error);
      }
    },

    async say(call, what) {
      const work = answer(call, bot === null ? Promise.reject(new Error('not logged in')) : say(bot, what));
      saying.add(work);
      await work;
      saying.delete(work);
    },

    async stop(farewell) {
      const unfinished = [...saying, inbox?.idle() ?? Promise.resolve()];
      await within(Promise.all(unfinished), finishMs).catch(trouble);
      if (bot && farewell) await within(bot.stop(), stopMs).catch(trouble);
    },
  };

  async function answer(call: number, work: Promise<string | null>): Promise<void> {
    try {
      tell({ kind: 'said', call, id: await work });
    } catch (error) {
      tell({ kind: 'refused', call, reason: reasonOf(error) });
    }
  }
}

async function build({ puppet, token, endpoint, tls }: GatewayOptions): Promise<Wechaty> {
  // Without TLS the name of the certificate means nothing, but the client insists on one.
  const plain = { disable: true, serverName: 'insecure' };
  const { WechatyBuilder } = await loadWechaty();
  return WechatyBuilder.build({ puppet, puppetOptions: { token, endpoint, ...(tls ? {} : { tls: plain }) } });
}

type Listeners = { bot: Wechaty; inbox: Inbox; tell: Tell; trouble: (error: unknown) => void };

/** A listener that throws would end the process, so none does. */
function listen({ bot, inbox, tell, trouble }: Listeners): void {
  const isSelf = ({ id }: { id: string }): boolean => id === bot.currentUser.id;
  const guarded = (work: () => Promise<void>): void => void work().catch(trouble);
  const room = (change: 'joined' | 'left', { id }: { id: string }, topic: string | null): void =>
    tell({ kind: 'room', change, room: { id, topic } });

  bot.on('error', trouble);
  bot.on('login', ({ id }) =>
    guarded(async () => tell({ kind: 'login', account: { id, name: bot.currentUser.name() } })),
  );
  bot.on('logout', () => tell({ kind: 'logout' }));
  bot.on('scan', (_code, status) => {
    const [waiting, timeout] = [2, 5];
    if (status === waiting || status === timeout) tell({ kind: 'scan' });
  });
  bot.on('heartbeat', () => tell({ kind: 'alive' }));
  bot.on('dong', () => tell({ kind: 'alive' }));
  bot.on('message', (message) => guarded(() => inbox.take(message)));
  bot.on('room-join', (of, people) =>
    guarded(async () => {
      if (people.some(isSelf)) room('joined', of, await of.topic());
    }),
  );
  bot.on('room-leave', (of, people) =>
    guarded(async () => {
      if (people.some(isSelf)) room('left', of, null);
    }),
  );
  bot.on('room-topic', (of, topic) => room('joined', of, topic));
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`qingyu: no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
