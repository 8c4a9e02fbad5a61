/**
 * Words that only frame a question and say nothing of its subject; they part what is left into spans. Simplified, lower
 * case. Words of one character are few: most of them are also parts of names (日 in 接待日).
 */
const frameWords = `这几家里 这几家 几家里 几个单位 怎么回事 什么意思 举几个例子 举例说明 举例 例子 比如 例如 听说 据说 对吗 对不对 是吗 这篇 稿子 文章 材料里 材料 文件里 资料里 说过 说了 一块 一起 哪两个 哪三个 收上来 收来 上来 下来 出来 起来 搞的 搞了 谁家 哪一家 岁数 数字 不一样 一样吗 不同 区别 差异 差别 相比 对比 比较 异同 相同 联手 来的 办了 签了 签过 点名 收了 派了 提到 讲到 写到 请问 想问问 想问下 想问 问一下 问问 问下 请教一下 请教 麻烦 告诉我 告诉 帮我 帮忙 查一查 查查 查一下 查询 看看 介绍一下 介绍下 介绍
  说一说 说说 说一下 讲讲 讲一下 谈谈 聊聊 知道 了解一下 了解 晓得 大家 各位 咱们 我们 你们 他们 它们 人家 那边 这边 那里 这里 那个 这个 那些 这些
  一下 一共 总共 共有 总计 合计 累计 到底 究竟 大概 大约 具体 目前 现在 如今 当前 是不是 有没有 能不能 可不可以 没有 是否 什么时候 什么时间
  什么地方 什么样 什么 为什么 为啥 为何 哪些 哪个 哪几 哪位 哪家 哪里 哪儿 哪年 哪天 哪一年 哪一天 怎么样 怎么 怎样 如何 咋样 谁 啥 咋 何时
  何地 多少钱 多少 多大 多高 多长 多久 多远 分别 各自 包括 包含 涵盖 列举 列出 有些 一些 名字 名称 意思 指的是 指的 说的是 叫做 叫 谢谢 通过 依靠 关于
  对于 以及 或者 还是 还有 其中 里面 里头 方面 情况 事情 那个事 的事 的话 可以 应该 需要 觉得 来着 进行 开展 实施 采取 全部
  所有 整个 有关 相关 问题 之类 这次 那次 上次 本次 此次 当中 一个 几个 两个 各个 各是 哪 几 给 从 的 了 着 吗 呢 啊 呀 吧 嘛 么 哈 哦 是 有 在 和
  与 及 或 把 被 跟 让 也 都 就 还 又 而 但 则 之 您 你 我 他 她 它 那 这 请 怎`;

/** Words so common in an association's documents that they carry little; they count, but lightly. */
const commonWords = `行业协会商会 行业协会 协会商会 社会组织 行业 协会 商会 企业 会员 单位 组织 工作 活动 做法 经验 措施 办法 内容 主要 推动 促进 加强
  建立 建设 建成 发展 成效 成果 效果 方式 方法 机制 体系 制度 服务 管理 负责 城市 地方 地区 全市 全省 当地 本地 推进 推行 提升 坚持 强化 完善
  落实 成立 设立 打造 实现 社会 项目 平台 目的 目标 特点 亮点 特色 思路 举措 模式 总体 整体 有效 积极 领域 环节 重点 方案 参与 参加 引导 鼓励
  支持 帮助 提出 出台 制定 印发 形成 构建 推出 得到 取得 获得 涉及 数量 围绕 累计 每天 每日 地点 时间 日期 部门 机构 人员 数目 比例 牌子 东西
  图的 说法 学习 培育 发布 发送 连续 哪类 带动 受益 争取 收集 收到 收了 化解 举办 开办 选派 派了 派出 覆盖 达到 多大 加入`;

const frames = new RegExp(wordsOf(frameWords).join('|'), 'gu');
const commons = new RegExp(wordsOf(commonWords).join('|'), 'gu');

/** What is left of a question without its frame: spans of characters with the weight of each. */
export type Span = { text: string; weights: readonly number[] };

const commonWeight = 0.35;

/** 哪四个方面, 接不接受: counting and doubling frame a question too. */
const forms = /[两三四五六七八九十]个?(?:方面|字|词|点|类)|(?<=哪)[两三四五六七八九十][个家项条]/gu;
const doubled = /(\p{Script=Han})不(?=\1)/gu;

export function spansOf(text: string): Span[] {
  return text
    .replace(doubled, '')
    .replace(forms, ' ')
    .replace(frames, ' ')
    .split(/[^\p{L}\p{N}%.]+/u)
    .filter((span) => span !== '')
    .map((span) => ({ text: span, weights: weigh(span) }));
}

function weigh(span: string): number[] {
  const weights = Array.from({ length: span.length }, () => 1);
  for (const match of span.matchAll(commons)) weights.fill(commonWeight, match.index, match.index + match[0].length);
  return weights;
}

/** Longest first, so that 什么时候 is not read as 什么. */
function wordsOf(list: string): string[] {
  return list.split(/\s+/).sort((a, b) => b.length - a.length);
}
