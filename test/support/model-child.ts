import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { createChatModel } from '../../src/adapters/models/chat-model.ts';
import { createEmbedder } from '../../src/adapters/models/embedder.ts';
import { answerShape } from './model-requests.ts';
import { createNotingLog } from './noting-log.ts';

/**
 * Asks the endpoint given as argument for an answer, for research and for a vector, and prints every place that this
 * process has connected to, whoever did it.
 */
const places = new Set<string>();
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket };
  socket.on('lookup', (...of) => places.add(of[3]));
  socket.on('connectionAttempt', (ip, port) => places.add(`${ip}:${port}`));
});

const baseUrl = process.argv[2] ?? '';
const common = { apiKey: null, baseUrl, model: 'emulated', log: createNotingLog() };
const model = createChatModel({ ...common, repair: (problem) => problem });
const request = {
  prompt: { system: '系统', user: '会员的话' },
  shape: answerShape,
  maxOutputTokens: 100,
  signal: AbortSignal.timeout(20_000),
};

const { value } = await model.generate(request);
await model.research({ ...request, maxSearches: 1, search: async () => '材料' });
await createEmbedder({ ...common, dimensions: null }).embed(['会费'], request.signal);
// Printed when nothing is left to do, also what libraries send in the background.
process.on('exit', () => console.log(JSON.stringify({ value, places: [...places] })));
