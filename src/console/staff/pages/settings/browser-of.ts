/** The first that fits: most browsers also name those they are like. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/u, '微信内置浏览器'],
  [/Edg\//u, 'Edge'],
  [/OPR\//u, 'Opera'],
  [/Firefox\//u, 'Firefox'],
  [/Chrome\//u, 'Chrome'],
  [/Safari\//u, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS/u, '鸿蒙'],
  [/Android/u, '安卓'],
  [/iPhone/u, 'iPhone'],
  [/iPad/u, 'iPad'],
  [/Windows/u, 'Windows'],
  [/Mac OS X/u, 'Mac'],
  [/Linux/u, 'Linux'],
];

/** What a browser calls itself, as people call it. */
export function browserOf(agent: string | null): string {
  const find = (known: typeof browsers) => known.find(([words]) => words.test(agent ?? ''))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser === undefined) return agent === null || agent === '' ? '不知道是什么浏览器' : '程序或少见的浏览器';
  return system === undefined ? browser : `${system} 上的 ${browser}`;
}
