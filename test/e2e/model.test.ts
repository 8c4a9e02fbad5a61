import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fails, saysJson } from '../support/openai-emulator-replies.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../support/openai-emulator.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

const question = '长沙的接待日收集了多少条意见建议？';
const label = 'AI 生成，仅供参考，以原文为准';
const answered = z.object({
  status: z.string(),
  mode: z.string(),
  answer: z.string(),
  usage: z.object({ input: z.number(), output: z.number(), calls: z.number() }).nullable(),
});

/** A model that says this of every passage it is shown. */
const claims = (answer: string) => saysJson({ status: 'answered', answer, citations: [1, 2, 3] });

let endpoint: OpenAiEmulator;
let settings: Record<string, string>;
let running: RunningProcess | null;

beforeEach(async () => {
  endpoint = await startOpenAiEmulator();
  running = null;
  settings = {
    DATA_DIR: join(tempFolder(), 'data'),
    OPENAI_BASE_URL: endpoint.url,
    OPENAI_API_KEY: 'sk-very-secret',
    CHAT_MODEL: 'test-model',
  };
});

afterEach(async () => {
  await running?.end('SIGKILL');
  await endpoint.close();
});

describe('with a model configured', () => {
  it('a member gets its words when they stand in the documents, marked as made by AI, with sources', async () => {
    endpoint.otherwise(claims('长沙的接待日共收集意见建议237条。'));

    const reply = await askInGroup(question);

    expect(reply).toContain('共收集意见建议237条');
    expect(reply).toContain(label);
    expect(reply).toMatch(/出处：《[^》]+》/);
  });

  it('a member gets the words of the document instead when the model made a figure up', async () => {
    endpoint.otherwise(claims('长沙的接待日共收集意见建议732条。'));

    const reply = await askInGroup(question);

    expect(reply).not.toContain('732');
    expect(reply).not.toContain(label);
    expect(reply).toContain('237');
  });

  it('no phone number and no name of a member leaves the house', async () => {
    endpoint.otherwise(fails(500, 'out of order'));

    await askInGroup(`我是周宁，电话13800138000，${question}`);

    expect(endpoint.requests.length).toBeGreaterThan(0);
    const sent = endpoint.requests.map(({ body }) => body).join('\n');
    expect(sent).not.toContain('13800138000');
    expect(sent).not.toContain('周宁');
  });

  it('what it costs is counted, in `ask --json` and in the metrics', async () => {
    endpoint.otherwise(claims('长沙的接待日共收集意见建议237条。'));

    const { stdout } = await runCommand(['ask', question, '--json'], { settings });
    expect(answered.parse(JSON.parse(stdout))).toMatchObject({
      status: 'answered',
      mode: 'generated',
      usage: { input: 100, output: 20, calls: 1 },
    });

    running = await startProcess(settings);
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    expect(metrics).toContain('qingyu_generated_answers{outcome="sent"} 1');
    expect(metrics).toContain('qingyu_model_tokens{direction="input",outcome="sent"} 100');
  });

  it('the key stands in no output, whatever goes wrong', async () => {
    endpoint.otherwise(fails(401, 'Incorrect API key provided: sk-very-secret'));

    const asked = await runCommand(['ask', question, '--json'], { settings: { ...settings, LOG_LEVEL: 'debug' } });
    const looked = await runCommand(['doctor', '--json'], { settings });

    expect(answered.parse(JSON.parse(asked.stdout))).toMatchObject({ status: 'answered', mode: 'extractive' });
    expect(looked.stdout).toContain('检查 OPENAI_API_KEY');
    expect([asked.stdout, asked.stderr, looked.stdout, looked.stderr].join('')).not.toContain('sk-very-secret');
  });
});

/** What the bot says to a member who asks this in the web group. */
async function askInGroup(text: string): Promise<string> {
  running = await startProcess(settings);
  const client = createWebClient(running.url);
  await client.post({ name: '周宁', text: `@清语 ${text}`, clientId: 'q1' });
  const entries = await client.until((all) => all.some(({ bot }) => bot));
  return entries.find(({ bot }) => bot)?.text ?? '';
}
