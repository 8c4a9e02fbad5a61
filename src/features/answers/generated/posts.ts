import { spansOf } from '../frames.ts';
import { likeness, pairsOf } from './likeness.ts';
import { personsIn } from './loose-persons.ts';
import type { Source } from './source.ts';

/** Share of what is said of a person that must stand in one piece of a passage with the name. */
const together = 0.5;

/** A person of an answer who stands in the passages, but not with the post or deed that the answer gives; null when none. */
export function misplacedPerson(text: string, sources: readonly Source[]): string | null {
  const written = sources.flatMap((source) => piecesOf(`${source.above}\n${source.text}`));
  const known = sources.flatMap((source) => personsIn(`${source.above}\n${source.text}`));
  const named = known.filter((name) => text.includes(name));
  const persons = [...new Set([...named, ...personsIn(text)])].filter((name) =>
    written.some((piece) => piece.includes(name)),
  );
  if (persons.length > 1 && /分别|依次/u.test(text)) return isVerbatim(text, sources) ? null : (persons[0] ?? null);
  let said: readonly string[] = [];
  for (const piece of piecesOf(text)) {
    for (const name of persons.filter((one) => piece.includes(one))) {
      const next = nextTo(name, piece);
      if (next.length > 0) said = next;
      if (!standsWith(name, said, written)) return name;
    }
  }
  return null;
}

/** The words before and after a name; what somebody does something with (材料由张宝珠签发) is not said of the person. */
function nextTo(name: string, piece: string): string[] {
  const [before = '', after = ''] = piece.split(name);
  const lead = /[由被]$/u.test(before) ? [] : wordsIn(before).slice(-1);
  return [...lead, ...wordsIn(after).slice(0, 1)];
}

function standsWith(name: string, said: readonly string[], written: readonly string[]): boolean {
  return written.some(
    (piece) => piece.includes(name) && said.every((words) => likeness(pairsOf(words), pairsOf(piece)) >= together),
  );
}

/** 是签发人, 的签发人 and 签发人 say the same. */
function wordsIn(text: string): string[] {
  return spansOf(text.replace(/担任|负责/gu, ' '))
    .map(({ text: span }) => span)
    .filter((span) => span.length > 1);
}

function piecesOf(text: string): string[] {
  return text.split(/[,;。、\n和与及|]|(?<!\d)\.(?!\d)/u).filter((piece) => piece.trim() !== '');
}

function isVerbatim(text: string, sources: readonly Source[]): boolean {
  const plain = text.replace(/[。.!?;]+$/u, '');
  return sources.some((source) => source.text.includes(plain));
}
