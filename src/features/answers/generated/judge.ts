import type { Day } from '../../../base/calendar.ts';
import type { Answer } from '../../../domain/answer.ts';
import type { Hit } from '../../../ports/passage-index.ts';
import { citationOf } from '../citation.ts';
import type { EvidenceDeps } from '../evidence.ts';
import type { Question } from '../question.ts';
import { plainWords } from '../sentences.ts';
import type { Reply } from './ask-model.ts';
import { type GroundFault, ground } from './ground.ts';
import { maskDocument } from './masking.ts';
import { type MannerFault, mannerFaultOf } from './manner.ts';
import type { Quote } from './quotes.ts';
import { isOfKindAsked, relevanceOf } from './relevance.ts';
import { readReply } from './statements.ts';

/** Stands at the end of every text that a model wrote, as the law wants it. */
export const generatedLabel = 'AI 生成，仅供参考，以原文为准';

/** Why a model's reply is not sent. */
export type Fault =
  | MannerFault
  | GroundFault
  | 'not found'
  | 'citation not supplied'
  | 'not what was asked'
  | 'off the question';

export type Judged = { answer: Omit<Answer, 'usage'> } | { fault: Fault; detail: string };

export type Given = {
  question: Question;
  /** The passages the model was given, by number. */
  supplied: ReadonlyMap<number, Hit>;
  /** What it was told besides. */
  system: string;
  today: Day;
};

/** Makes an answer of a model's reply, or says what is wrong with it. */
export function judge(deps: EvidenceDeps, reply: Reply, given: Given): Judged {
  if (reply.status === 'not_found') return { fault: 'not found', detail: '' };
  const answer = withoutLabel(reply.answer);
  const read = readReply({ answer, citations: reply.citations }, given.supplied);
  if (read === null) return { fault: 'citation not supplied', detail: reply.citations.join(',') };
  const cited = [...new Set(read.statements.flatMap((statement) => statement.cited))];
  const manner = mannerFaultOf(reply.answer, { system: given.system, written: cited.map(textOf).join('\n') });
  if (manner !== null) return { fault: manner, detail: answer };
  const verdict = ground(deps, read.statements, given.question);
  if (verdict.reason !== null) return { fault: verdict.reason, detail: verdict.detail };
  return aboutQuestion(deps, given, { text: read.text, quotes: verdict.quotes });
}

function aboutQuestion(
  deps: EvidenceDeps,
  given: Given,
  { text, quotes }: { text: string; quotes: readonly Quote[] },
): Judged {
  const { question } = given;
  if (!isOfKindAsked(question, text)) return { fault: 'not what was asked', detail: text };
  const relevance = relevanceOf(deps, question, { text, quotes, hits: [...given.supplied.values()] });
  if (relevance === null) return { fault: 'off the question', detail: text };
  return {
    answer: {
      status: 'answered',
      answer: `${text}\n${generatedLabel}`,
      mode: 'generated',
      citations: distinct(quotes).map(({ hit, quote }) => citationOf(hit, quote, given.today)),
      confidence: Math.min(1, relevance),
    },
  };
}

/** Models that were taught to label themselves do it in their own way. */
function withoutLabel(text: string): string {
  return plainWords(text)
    .replace(/[\s（(【「]*(?:本(?:回答|内容)由)?AI\s*生成[^\n]{0,24}$/iu, '')
    .trim();
}

function distinct(quotes: readonly Quote[]): Quote[] {
  const seen = new Map(quotes.map((one) => [`${one.hit.passage.id} ${one.quote}`, one]));
  return [...seen.values()];
}

function textOf({ document, passage }: Hit): string {
  return maskDocument(`${document.title} ${passage.section} ${passage.text}`);
}
