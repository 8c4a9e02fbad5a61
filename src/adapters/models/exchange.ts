import type { OpenAI } from 'openai';
import type { Log } from '../../ports/log.ts';
import { type Asked, type Dialect, firstDialect, rejectsTools, stepDown } from './dialect.ts';
import { Failure, failureIn } from './failure.ts';
import type { Meter } from './meter.ts';
import { type Hidden, withQuote } from './quote.ts';
import { onceMore } from './retry.ts';
import type { Shape } from './shape.ts';
import { type Turn, turnOf, turnOfStream } from './turn.ts';

type Params = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;

/** One call of a model, in no dialect yet. */
export type Question = {
  messages: Params['messages'];
  tools: NonNullable<Params['tools']>;
  /** null: in whatever shape. */
  shape: Shape | null;
  maxOutputTokens: number;
  /** null: the usual. */
  temperature: number | null;
  signal: AbortSignal;
  meter: Meter;
};

/** Throws a `Failure`. */
export type Exchange = (question: Question) => Promise<Turn>;

export type ExchangeDeps = { client: OpenAI; model: string; apiKey: string | null; log: Log };

/** Low, as answers are to repeat what documents say. */
const usualTemperature = 0.1;

/** Asks in the dialect that the endpoint is known to understand, and learns it on the way. */
export function createExchange(deps: ExchangeDeps): Exchange {
  const { model, apiKey, log } = deps;
  let known = firstDialect;

  return async (question) => {
    const before = known;
    const asked = { format: question.shape !== null, tools: question.tools.length > 0 };
    for (let dialect = before; ;) {
      try {
        const turn = await say(question, dialect, deps);
        if (dialect !== before) {
          known = dialect;
          log.info({ model, ...dialect }, 'the model endpoint is asked in another way from now on');
        }
        return complete(turn);
      } catch (error) {
        dialect = nextDialect(error, dialect, { asked, apiKey, prompt: JSON.stringify(question.messages) });
      }
    }
  };
}

/** Throws what cannot be healed by asking in another way. */
function nextDialect(error: unknown, dialect: Dialect, of: Hidden & { asked: Asked }): Dialect {
  if (!(error instanceof Failure) || error.kind !== 'misconfigured' || !error.rejection) throw error;
  const next = stepDown(dialect, error.rejection, of.asked);
  if (next) return next;
  if (rejectsTools(error.rejection.said, of.asked))
    throw new Failure('misconfigured', '这个模型不能调用工具，不能自己检索。', { rejection: error.rejection });
  throw withQuote(error, of);
}

async function say(question: Question, dialect: Dialect, { client, model, log }: ExchangeDeps): Promise<Turn> {
  const { signal, meter, messages } = question;
  const params = { ...paramsOf(question, dialect), model };
  const onAgain = ({ message }: Failure): void => log.debug({ model, reason: message }, 'the model is asked once more');

  const sent = messages.map(({ content }) => content).join('\n');
  return onceMore(
    async () => {
      const call = meter.begin(sent);
      try {
        const turn = dialect.stream
          ? await turnOfStream(await client.chat.completions.create({ ...params, ...streamed }, { signal }))
          : turnOf(await client.chat.completions.create(params, { signal }));
        call.settle(turn.counted, turn.content + turn.calls.map((asked) => asked.arguments).join(''));
        return turn;
      } catch (error) {
        const failure = failureIn(error);
        if (failure.rejection) call.turnedAway();
        throw failure;
      }
    },
    { signal, onAgain },
  );
}

const streamed = { stream: true, stream_options: { include_usage: true } } as const;

function paramsOf(question: Question, dialect: Dialect): Omit<Params, 'model'> {
  const { messages, tools, shape, maxOutputTokens } = question;
  return {
    messages,
    [dialect.limit]: maxOutputTokens,
    ...(dialect.temperature ? { temperature: question.temperature ?? usualTemperature } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...formatOf(shape, dialect),
  };
}

function formatOf(shape: Shape | null, { format }: Dialect): Pick<Params, 'response_format'> {
  if (shape === null || format === 'text') return {};
  if (format === 'json_object') return { response_format: { type: format } };
  return { response_format: { type: format, json_schema: shape } };
}

/** Zhipu and DeepSeek report troubles of their own in `finish_reason`. */
function complete(turn: Turn): Turn {
  const { finish, refusal } = turn;
  if (refusal) throw new Failure('refused', '模型拒绝回答。');
  if (finish === 'content_filter' || finish === 'sensitive')
    throw new Failure('refused', '模型端点的内容审核没有通过。');
  if (finish === 'length') throw new Failure('truncated', '模型的回答太长，被截断了。');
  if (finish === 'network_error' || finish === 'insufficient_system_resource')
    throw new Failure('unavailable', '模型端点中途没有算完。');
  return turn;
}
