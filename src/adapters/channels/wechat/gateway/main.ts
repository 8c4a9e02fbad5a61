import { holdGateway } from './hold.ts';
import type { FromGateway, ToGateway } from '../wire.ts';

/**
 * Entry of the process that holds the gateway: WeChat's libraries keep their caches, their memory and their crashes
 * here. One process is one connection; a dead one is replaced, never revived.
 */
const gateway = holdGateway((message: FromGateway) => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
});

process.on('message', (message: ToGateway) => {
  switch (message.kind) {
    case 'start':
      void gateway.start(message.options);
      break;
    case 'say':
      void gateway.say(message.call, message.say);
      break;
    case 'stop':
      void gateway.stop(message.farewell).then(leave);
      break;
  }
});
// Nobody is left to work for.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('uncaughtException', (error) => gateway.trouble(error));
process.on('unhandledRejection', (error) => gateway.trouble(error));

/** What was told before has to arrive. */
function leave(): void {
  const exit = (): void => process.exit(0);
  if (process.connected) process.send?.({ kind: 'alive' }, undefined, undefined, exit);
  else exit();
}
