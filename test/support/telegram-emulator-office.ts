import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Faults, writeFault } from './telegram-emulator-faults.ts';
import { type Call, methods } from './telegram-emulator-methods.ts';
import { ApiRefusal, badRequest } from './telegram-emulator-refusal.ts';
import type { Room } from './telegram-emulator-room.ts';
import type { EmulatorState, Json } from './telegram-emulator-state.ts';
import { getUpdates } from './telegram-emulator-updates.ts';
import { readCall, writeJson, writeRefusal, writeResult } from './telegram-emulator-wire.ts';

export type TelegramRequest = { method: string; token: string; payload: Json };

/** What a request is answered from. */
export type Office = { state: EmulatorState; faults: Faults; requests: TelegramRequest[]; room: Room };

/** Answers a call of a bot, the fetching of a file, or the people's side. */
export async function answer(office: Office, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { state, faults, requests } = office;
  if (request.url?.startsWith('/room') === true) return answerRoom(office.room, request, response);
  const [, isFile, token = '', rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/u.exec(decodeURI(request.url ?? '')) ?? [];
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (isFile !== undefined) return writeFile(state, rest, response);
  const call = await readCall(request);
  requests.push({ method: rest, token, payload: call.payload });
  const fault = faults.next(rest, call.payload);
  try {
    // It is done also when the caller has gone meanwhile, as on the real platform.
    if (fault?.kind === 'slow') await setTimeout(fault.beforeMs);
    else if (fault?.kind === 'held') await fault.until;
    else if (fault !== null && fault.kind !== 'lost') return writeFault(response, fault);
    const result = await carryOut(state, { token, method: rest, call }, gone.signal);
    if (fault?.kind === 'lost') return writeFault(response, fault);
    if (fault?.kind === 'slow') await setTimeout(fault.afterMs);
    writeResult(response, result);
  } catch (error) {
    writeRefusal(response, error);
  } finally {
    state.changed();
  }
}

async function answerRoom(room: Room, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { payload } = await readCall(request);
    writeJson(response, 200, room.answer(request.method ?? '', request.url ?? '', payload));
  } catch (error) {
    writeRefusal(response, error instanceof SyntaxError ? badRequest('that is no JSON') : error);
  }
}

async function carryOut(
  state: EmulatorState,
  { token, method, call }: { token: string; method: string; call: Call },
  gone: AbortSignal,
): Promise<unknown> {
  const bot = state.bots.get(token);
  if (bot === undefined || bot.revoked) throw new ApiRefusal(401, 'Unauthorized');
  if (method === 'getUpdates') return getUpdates(state, { bot, payload: call.payload }, gone);
  const known = methods[method];
  if (known === undefined) throw new ApiRefusal(404, 'Not Found: method not found');
  return known(state, bot, call);
}

function writeFile(state: EmulatorState, path: string, response: ServerResponse): void {
  const file = [...state.files.values()].find((file) => file.path === path);
  if (file === undefined) return writeJson(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.end(file.bytes);
}
