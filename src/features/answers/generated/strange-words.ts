import { spansOf } from '../frames.ts';
import { measures } from '../measures.ts';

/**
 * Words that report and claim nothing of their own: an answer may use them freely. Verbs that say in other words that
 * something was done or set up are among them; verbs that undo it are not.
 */
const lightWords = `根据 依据 按照 据悉 资料 材料 显示 记载 提到 提及 写明 指出 载明 上述 以上 如下 下列 该份 经验 具体 来说 而言 也就是说 也就是 换言之 简言之 即
  达到 达至 为止 共计 共同 已经 均已 业已 并且 而且 同时 此外 另外 其次 首先 然后 接着 最后 随后 因此 所以 由此 从而 借此 以便 用于 用来 旨在 为了 属于 位于 来自 名为 称为 作为 当作 由其 通过 利用 借助 依托 依靠 采用 运用
  包括 包含 分为 涵盖 主要 分别 等等 等内容 方面 方式 做法 措施 办法 内容 事项 情况 成果 数量 设立 建立 搭建 打造 建成 建设 创设 成立 创建 设置 组建 举办 召开 举行 开展 组织 实施 推行 推出 推动 推进 促进 开办
  参加 参与 使得 能够 得以 实现 完成 帮助 协助 提供 给予 收集 收到 面向 针对 围绕 对于 关于 其中 第一 第二 第三 第四 第五 一是 二是 三是 四是 五是 一共 总共 一些 各地 各个 一个 一项 一种 多个 多项 每位 个人 当地 本地`;
const light = new RegExp(
  lightWords
    .trim()
    .split(/\s+/u)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

/** Figures are held to the passages by themselves, with their measure and how exact they are. */
const figure = new RegExp(
  `(?:超过|近|约|逾|超)?[\\d.%]+[余多来]?[万亿千百]*[余多]?(?:${measures})?(?:以上|以下|左右)?`,
  'gu',
);

/** Up and down are looked at for themselves, whichever word says it. */
const turned = /(?:上升|提高|提升|增加|增长|扩大|下降|降低|减少|缩减|压减|精简|缩小)[到至了为]*/gu;

/** Runs of two Chinese characters and more that are neither light nor, pair by pair, in what is written. Both are folded. */
export function strangeRuns(text: string, written: string): string[] {
  return spansOf(text.replace(figure, ' ').replace(turned, (word) => (written.includes(word) ? word : ' '))).flatMap(
    ({ text: span }) => strangeIn(span, written),
  );
}

function strangeIn(span: string, written: string): string[] {
  const letters = [...span];
  const isWritten = letters.map(
    (letter, at) => at + 1 < letters.length && written.includes(`${letter}${letters[at + 1] ?? ''}`),
  );
  const carried = letters.map((_, at) => isWritten[at] === true || isWritten[at - 1] === true);
  const left = letters.map((letter, at) => (carried[at] === true ? ' ' : letter)).join('');
  return left.replace(light, ' ').match(/\p{Script=Han}{2,}/gu) ?? [];
}

/** The words right before and behind the figures of a text: what they are of. */
export function nextToFigures(text: string): string {
  const parts = text.split(figure).map((part) => spansOf(part.replace(light, ' ')).map(({ text: span }) => span));
  const around = parts.flatMap((spans, at) => [
    ...(at > 0 ? spans.slice(0, 1) : []),
    ...(at + 1 < parts.length ? spans.slice(-1) : []),
  ]);
  return around.join(' ');
}
