import { setImmediate as breathe } from 'node:timers/promises';
import { loadPuppetService } from './wechat-packages.ts';
import { GatewayPuppet } from './wechat-puppet-gateway.ts';
import { botId, type Command, type Order, type Report, roomId, type ServerOptions } from './wechat-puppet-wire.ts';

/** Entry of the process of the emulated gateway: real gRPC on loopback. It ends with the one who started it. */
const options: ServerOptions = JSON.parse(process.argv[2] ?? '{}');
const puppet = new GatewayPuppet(options.botAlias);
const { PuppetServer } = await loadPuppetService();
let server: InstanceType<typeof PuppetServer> | null = null;

process.on('message', ({ call, command }: Order) => {
  const report = (result: unknown, error: string | null): void => {
    const message: Report = { call, result, error };
    process.send?.(message);
  };
  obey(command).then(
    (result) => report(result, null),
    (error: unknown) => report(null, String(error)),
  );
});
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});
await up();
const ready: Report = { call: 0, result: null, error: null };
process.send?.(ready);

async function up(): Promise<void> {
  const { port, token, tls } = options;
  server = new PuppetServer({
    endpoint: `127.0.0.1:${port}`,
    puppet,
    token,
    ...(tls ? {} : { tls: { disable: true } }),
  });
  await server.start();
}

async function obey(command: Command): Promise<unknown> {
  switch (command.kind) {
    case 'contact':
      puppet.addContact(`wx-${command.name}`, command.name, command.official);
      if (command.alias !== undefined) puppet.aliases.set(`wx-${command.name}`, command.alias);
      return null;
    case 'receive':
      for (let time = 0; time < command.times; time += 1) puppet.hear(command.heard);
      return null;
    case 'flood':
      return flood(command.first, command.count);
    case 'handed':
      return [...puppet.handed];
    case 'ghost':
      puppet.emit('message', { messageId: 'ghost' });
      return null;
    case 'fault':
      puppet.faults.push(command.fault);
      return null;
    case 'said':
      return puppet.said;
    case 'forget':
      puppet.said.length = 0;
      puppet.faults.length = 0;
      return null;
    case 'down':
      await server?.stop();
      server = null;
      return null;
    case 'up':
      return server === null ? up() : null;
    case 'logout':
      await puppet.logout('the phone has ended it');
      return null;
    case 'login':
      puppet.logsIn = true;
      puppet.logIn();
      return null;
    case 'waitForScan':
      puppet.logsIn = false;
      return null;
    case 'room':
      changeRoom(command.change, command.topic ?? '');
      return null;
    case 'starts':
      return puppet.starts;
  }
}

function changeRoom(change: 'join' | 'leave' | 'topic', topic: string): void {
  const of = { roomId, timestamp: Date.now() };
  const payload = puppet.mocker.cacheRoomPayload.get(roomId);
  if (change === 'join') puppet.emit('room-join', { ...of, inviteeIdList: [botId], inviterId: 'wx-张三' });
  if (change === 'leave') puppet.emit('room-leave', { ...of, removeeIdList: [botId], removerId: 'wx-张三' });
  if (change !== 'topic' || !payload) return;
  const oldTopic = payload.topic;
  payload.topic = topic;
  puppet.emit('room-topic', { ...of, newTopic: topic, oldTopic, changerId: 'wx-张三' });
}

async function flood(first: number, count: number): Promise<null> {
  for (let number = first; number < first + count; number += 1) {
    puppet.hear({ id: `f${number}`, from: `会员${number % 20}`, text: `第 ${number} 条`, direct: true });
    if (number % 10 === 0) await breathe();
  }
  return null;
}
