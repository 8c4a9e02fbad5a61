import type { OpenAI } from 'openai';
import { createGate } from './gate.ts';

/** Where models are asked. */
export type Endpoint = {
  /** null: an endpoint that wants none. */
  apiKey: string | null;
  /** Base URL up to and with /v1; null: OpenAI itself. */
  baseUrl: string | null;
};

const openAiUrl = 'https://api.openai.com/v1';

/** A client that looks at nothing but its arguments: what the SDK would take from the environment is set here. */
export async function createClient({ apiKey, baseUrl }: Endpoint): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  const baseURL = baseUrl ?? openAiUrl;
  return new OpenAI({
    apiKey: apiKey ?? 'none',
    baseURL,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: createGate(baseURL),
  });
}
