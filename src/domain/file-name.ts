/** Bytes of a name that every file system takes, with room for what tells equal ones apart. */
const mostBytes = 180;
/** Machines of offices take these for devices, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu;
const ending = /\.[a-z0-9]{1,8}$/iu;

/**
 * A name that is one name everywhere: no folders, no signs that a file system refuses or that turn the text around, so
 * that what a name ends in is what it shows.
 */
export function safeFileName(written: string): string {
  const plain = written
    .normalize('NFC')
    .replace(/\p{Cf}|\p{Co}|\p{Cs}/gu, '')
    .replace(/[\p{Cc}\\/:*?"<>|\p{Zl}\p{Zp}]/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
    .replace(reserved, (name) => `_${name}`);
  return shorten(plain === '' ? '文件' : plain);
}

/** What it ends in, with the dot; empty when it tells nothing. */
export function endingOf(name: string): string {
  return ending.exec(name)?.[0] ?? '';
}

/** Equal ones, also for systems that know no capitals, are told apart by a number: `现场 (2).jpg`. */
export function tellApart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const [end, stem] = [endingOf(name), name.slice(0, name.length - endingOf(name).length)];
    for (let count = 1; ; count += 1) {
      const told = count === 1 ? name : `${stem} (${count})${end}`;
      if (taken.has(told.toLowerCase())) continue;
      taken.add(told.toLowerCase());
      return told;
    }
  });
}

function shorten(name: string): string {
  const end = endingOf(name);
  let stem = '';
  for (const letter of name.slice(0, name.length - end.length)) {
    if (new TextEncoder().encode(stem + letter + end).length > mostBytes) break;
    stem += letter;
  }
  return stem.trimEnd() + end;
}
