/** How alike two texts run: the longest common subsequence and the longest common run of the letters compared. */
export type Likeness = { common: number; run: number; compared: number };

/** Letters of a question that are compared; the time grows with them. */
const compared = 64;

export function likenessOf(letters: string, text: string): Likeness {
  const question = letters.slice(0, compared);
  let common = new Uint8Array(text.length + 1);
  let above = new Uint8Array(text.length + 1);
  let runs = new Uint8Array(text.length + 1);
  let runsAbove = new Uint8Array(text.length + 1);
  let longest = 0;
  for (let i = 0; i < question.length; i += 1) {
    const unit = question.charCodeAt(i);
    [common, above, runs, runsAbove] = [above, common, runsAbove, runs];
    for (let j = 0; j < text.length; j += 1) {
      const isSame = text.charCodeAt(j) === unit;
      const run = isSame ? (runsAbove[j] ?? 0) + 1 : 0;
      runs[j + 1] = run;
      if (run > longest) longest = run;
      common[j + 1] = isSame ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, common[j] ?? 0);
    }
  }
  return { common: common[text.length] ?? 0, run: longest, compared: question.length };
}
