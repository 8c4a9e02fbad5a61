import { fails, type Plain, rejectsFormat, rejectsTools, unknownModel } from './openai-emulator-replies.ts';
import type { ChatRequest, EmbeddingRequest } from './openai-emulator-requests.ts';
import { rejectsDimensions, tooManyInputs } from './openai-emulator-vectors.ts';

/** The manner of an endpoint, besides what is scripted: checked before a step of the script is used up. */
export type EmulatorManner = {
  /** Models that are there; any, when absent. */
  models?: readonly string[];
  /** The only key that is taken; any or none, when absent. */
  apiKey?: string;
  /** Formats and fields that are answered with 400. */
  rejects?: readonly Rejected[];
  /** Length of vectors; 64 when absent. */
  dimensions?: number;
  /** Most inputs of one embeddings request; 10 when absent. */
  batchLimit?: number;
};

export type Rejected =
  | 'json_schema'
  | 'json_object'
  | 'tools'
  | 'max_tokens'
  | 'temperature'
  | 'unstreamed'
  | 'dimensions';

/** What this endpoint will not take, whatever is scripted; null when it takes it. */
export function rejectChat({ models, rejects = [] }: EmulatorManner, request: ChatRequest): Plain | null {
  const format = request.response_format?.type;
  if (models && !models.includes(request.model)) return unknownModel(request.model);
  if (rejects.some((name) => name === format)) return rejectsFormat();
  if (rejects.includes('tools') && request.tools) return rejectsTools();
  if (rejects.includes('unstreamed') && request.stream !== true)
    return fails(400, 'This model only support stream mode, please enable the stream parameter.');
  if (rejects.includes('max_tokens') && request.max_tokens !== undefined)
    return fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {
      param: 'max_tokens',
    });
  if (rejects.includes('temperature') && request.temperature !== undefined)
    return fails(400, "Unsupported value: 'temperature' does not support 0.1 with this model.", {
      param: 'temperature',
    });
  return null;
}

export function rejectEmbeddings(manner: EmulatorManner, request: EmbeddingRequest): Plain | null {
  const { models, rejects = [], batchLimit = 10 } = manner;
  if (models && !models.includes(request.model)) return unknownModel(request.model);
  if (rejects.includes('dimensions') && request.dimensions !== undefined) return rejectsDimensions();
  return request.input.length > batchLimit ? tooManyInputs(batchLimit) : null;
}
