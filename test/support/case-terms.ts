import type Libsql from 'libsql';

/** What the full-text index of the cases holds: `<token> <number of cases>`, in order. */
export function caseTerms(database: Libsql.Database): string[] {
  database.exec("create virtual table temp.case_terms using fts5vocab('main', 'case_words', 'row')");
  return rowsOf(database, 'select term, doc from temp.case_terms')
    .map(([term, count]) => `${term} ${count}`)
    .toSorted();
}

/** What it should hold: every letter and every two of what is searched. */
export function termsOfCases(database: Libsql.Database): string[] {
  const counts = new Map<string, number>();
  for (const [no, organization, category, content, expectation] of rowsOf(
    database,
    'select no, organization, category, content, expectation from cases',
  )) {
    const texts = [
      [no, organization, category],
      [content, expectation],
    ].map((parts) => parts.map((part) => part ?? ''));
    for (const term of new Set(texts.flatMap((parts) => gramsOf(parts.join('\n')))))
      counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return [...counts].map(([term, count]) => `${term} ${count}`).toSorted();
}

function gramsOf(text: string): string[] {
  const letters = Array.from(text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase()));
  return letters.flatMap((letter, place) => [letter, `${letter}${letters[place + 1] ?? ''}`]).map(hexOf);
}

function hexOf(gram: string): string {
  return Buffer.from(gram).toString('hex');
}

function rowsOf(database: Libsql.Database, query: string): (string | null)[][] {
  return database.prepare(query).raw().all() as (string | null)[][];
}
