/**
 * Holds knowledge/experience and test/fixtures/experience-figures.yaml to the experience document they were written from.
 *
 *   node test/knowledge/check-source.mjs --source FILE
 *
 * The document itself is not in the repository. Checked: every figure and name of the fixture stands in the part of its
 * subject; every number of the source is in the fixture; no document repeats 13 or more Han characters of the source.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const RUN = 13;
/** Official names are facts and may be as long as they are. */
const OFFICIAL = [
  '深入贯彻中央八项规定精神学习教育',
  '新疆生产建设兵团党委社会工作部',
  '行业协会商会工作联系点片区交流会',
  '北京市行业协会商会综合党委',
  '北京（中关村）国际知识产权服务大厅',
  '知识产权服务业发展国际大会',
  '国际知识产权律师联合会',
];
/** First line of each subject's part of the source. */
const PARTS = {
  meetings: '编者按',
  changsha: '湖南省长沙市',
  guangzhou: '广东省广州市',
  hefei: '安徽省合肥市',
  jinjiang: '福建省晋江市',
  shuibei: '江西省新余市水北商会',
  capital: '首都知识产权服务业协会',
  henan: '河南省服装行业协会',
};

const { values } = parseArgs({ options: { source: { type: 'string' } } });
if (values.source === undefined) {
  process.stderr.write('请用 --source 指定经验材料的路径。\n');
  process.exit(2);
}

const root = new URL('../../', import.meta.url);
const source = plain(readFileSync(values.source, 'utf8'));
const fixture = parse(readFileSync(new URL('test/fixtures/experience-figures.yaml', root), 'utf8'));
const parts = splitParts(source);
const problems = [...missingFigures(), ...missingNames(), ...unlistedNumbers(), ...copiedRuns()];

process.stdout.write(`${problems.map((problem) => `${problem}\n`).join('')}${problems.length} 个问题\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function plain(text) {
  return text.normalize('NFKC').replaceAll(' ', '');
}

function splitParts(text) {
  const lines = text.split('\n');
  const starts = Object.entries(PARTS).map(([subject, title]) => [
    subject,
    lines.findIndex((line) => line.startsWith(title)),
  ]);
  return Object.fromEntries(
    starts.map(([subject, start], i) => [subject, lines.slice(start, starts[i + 1]?.[1]).join('\n')]),
  );
}

function missingFigures() {
  return fixture.figures
    .filter(({ subject, figure, counted }) => !counted && !parts[subject].includes(plain(figure)))
    .map(({ subject, figure }) => `材料里没有：${subject} ${figure}`);
}

function missingNames() {
  return Object.entries(fixture.names).flatMap(([subject, names]) =>
    names
      .filter((name) => !/^\d$/.test(name) && !quotedBy(parts[subject], name))
      .map((name) => `材料里没有这个名称：${subject} “${name}”`),
  );
}

function quotedBy(text, name) {
  return [`“${name}”`, `‘${name}’`, `《${name}》`].some(
    (quoted) => text.includes(plain(quoted)) || text.includes(quoted),
  );
}

function unlistedNumbers() {
  return Object.entries(parts).flatMap(([subject, text]) => {
    const known = fixture.figures.filter((entry) => entry.subject === subject).map(({ figure }) => plain(figure));
    const bare = text.replace(/“[^”]*”/gu, '');
    const rest = known.sort((a, b) => b.length - a.length).reduce((left, figure) => left.replaceAll(figure, '·'), bare);
    return [...rest.matchAll(/\D{0,6}(?:\d+|连续.年)\D{0,4}/gu)].map(([found]) => `清单里没有：${subject} ${found}`);
  });
}

function copiedRuns() {
  const han = source.replace(/[^\p{Script=Han}]/gu, '');
  const folder = new URL('knowledge/experience/', root);
  return readdirSync(folder).flatMap((file) => {
    const body = readFileSync(new URL(file, folder), 'utf8').split('\n---\n')[1] ?? '';
    return runsOf(withoutNames(body), han).map((run) => `${file} 与材料连续相同：${run}`);
  });
}

/** Names become a break; other punctuation and digits do not, so a comma does not hide a copied sentence. */
function withoutNames(body) {
  const unquoted = body.replace(/“[^”]*”|《[^》]*》|\n/gu, '|');
  return OFFICIAL.reduce((text, name) => text.replaceAll(name, '|'), unquoted).replace(/[^\p{Script=Han}|]/gu, '');
}

function runsOf(text, han) {
  const starts = Array.from({ length: text.length }, (_, i) => i).filter((i) => i + RUN <= text.length);
  return starts.map((i) => text.slice(i, i + RUN)).filter((run) => !run.includes('|') && han.includes(run));
}
