export type ChatMessage = {
  role: string;
  content: string | null;
  tool_calls?: readonly { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
};

/** What a client sent to /chat/completions. */
export type ChatRequest = {
  model: string;
  messages: readonly ChatMessage[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type: string; json_schema?: { name: string; strict?: boolean; schema: object } };
  tools?: readonly object[];
  tool_choice?: unknown;
  temperature?: number;
  max_tokens?: number;
  max_completion_tokens?: number;
};

/** What a client sent to /embeddings. */
export type EmbeddingRequest = { model: string; input: string[]; dimensions?: number; encoding_format?: string };
