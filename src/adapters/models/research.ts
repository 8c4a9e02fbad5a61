import { z } from 'zod';
import type { ResearchRequest } from '../../ports/chat-model.ts';
import { type Draft, type Engine, type Job, settle, systemOf } from './dialogue.ts';
import { shapeOf } from './shape.ts';
import { materials, noMoreSearches, nothingFound, queryDescription, searchDescription } from './sentences.ts';

const query = z.object({ query: z.string().describe(queryDescription) });
/** Characters of a query; the rest is cut. */
const longestQuery = 200;

/**
 * Lets the model look things up, and then answer. It is asked without `response_format` while it has the tool: with
 * both, some endpoints turn the request away and some models never use the tool. Whatever does not end in an answer of
 * the shape ends in one call more, with all that was found and without the tool.
 */
export async function research<T>(engine: Engine, job: Job<T>, request: ResearchRequest<T>): Promise<T> {
  const desk = createDesk(request);
  const text = await draftWith(desk, engine, job);
  const { user } = request.prompt;
  const found = materials(desk.found);
  const draft: Draft = { system: systemOf(job), user: found === '' ? user : `${user}\n\n${found}`, text };
  return settle(engine, job, draft);
}

/** Where the model looks things up; counts, and keeps what was found. */
type Desk = {
  found: { query: string; text: string }[];
  maxSearches: number;
  search: (query: string) => Promise<string>;
  /** Throws what a search threw: LangChain would tell it to the model instead. */
  check(): void;
};

function createDesk<T>({ search, maxSearches }: ResearchRequest<T>): Desk {
  const found: Desk['found'] = [];
  const thrown: unknown[] = [];
  let searches = 0;

  return {
    found,
    maxSearches,
    async search(asked) {
      if (searches >= maxSearches) return noMoreSearches;
      searches += 1;
      const query = asked.slice(0, longestQuery);
      try {
        const text = (await search(query)) || nothingFound;
        found.push({ query, text });
        return text;
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    },
    check() {
      if (thrown.length > 0) throw thrown[0];
    },
  };
}

/** The model's last words; '' when it would go on searching. */
async function draftWith<T>(desk: Desk, engine: Engine, job: Job<T>): Promise<string> {
  const { createAgent, tool } = await import('langchain');
  const { request, meter } = job;
  const { signal, maxOutputTokens, temperature = null, prompt } = request;
  const model = engine.langChain.createModel(engine.model, (sent) => {
    desk.check();
    return engine.exchange({ ...sent, shape: null, meter, signal, maxOutputTokens, temperature });
  });
  const search = tool((given: unknown) => desk.search(query.parse(given).query), {
    name: 'search',
    description: searchDescription,
    schema: shapeOf({ name: 'search', schema: query }).schema,
  });
  const agent = createAgent({ model, tools: [search], systemPrompt: systemOf(job).content });
  try {
    const messages = [{ role: 'user', content: prompt.user }];
    const { callbacks } = engine.langChain;
    const recursionLimit = stepsFor(desk.maxSearches);
    const end = await agent.invoke({ messages }, { signal, callbacks, recursionLimit });
    return end.messages.at(-1)?.text ?? '';
  } catch (error) {
    if (isOutOfSteps(error)) return '';
    throw error;
  } finally {
    desk.check();
  }
}

/** Model and tool take turns, the model one more than it may search; the last step is only counted. */
function stepsFor(maxSearches: number): number {
  return 2 * (maxSearches + 1);
}

function isOutOfSteps(error: unknown): boolean {
  return error instanceof Error && error.name === 'GraphRecursionError';
}
