/** What a message of the library does not sound like; `commands` is let pass once a theme, where people wrote it. */
export type ToneFault = 'shouts' | 'commands' | 'slogan' | 'drums';

const command = /一定要|必须|务必|切记|牢记|绝不能|严禁/u;
const slogan = /筑牢|防线|警钟|长鸣|拒腐|防变|风清气正|永葆|高举|坚定不移|不忘初心|正能量|保驾护航|添砖加瓦|再创辉煌/u;

/** Of a message in our own words; what it quotes may be in another tone. Empty when nothing is wrong with it. */
export function toneFaults(text: string): ToneFault[] {
  const own = text.replace(/“[^”]*”/gu, '');
  const faults: readonly [ToneFault, boolean][] = [
    ['shouts', (text.match(/[！!]/gu) ?? []).length > 1],
    ['commands', command.test(own)],
    ['slogan', slogan.test(own)],
    ['drums', drums(own)],
  ];
  return faults.filter(([, isFault]) => isFault).map(([fault]) => fault);
}

/** Three neighbouring clauses of three or more characters that begin alike, or are of one length and end alike. */
function drums(text: string): boolean {
  const clauses = text.split(/[，。；、：？！]/u).filter((clause) => clause !== '');
  return clauses.slice(2).some((_, i) => {
    const three = clauses.slice(i, i + 3);
    if (three.some((clause) => clause.length < 3)) return false;
    const oneLength = same(three.map(({ length }) => length));
    return same(three.map((clause) => clause[0])) || (oneLength && same(three.map((clause) => clause.at(-1))));
  });
}

function same(values: readonly unknown[]): boolean {
  return new Set(values).size === 1;
}
