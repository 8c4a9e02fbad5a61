import type { Alternative } from '../../domain/synonyms.ts';

/**
 * Words that only frame a question and say nothing of its subject; they part what is left into spans. Simplified, lower
 * case. Words of one character are few: most of them are also parts of names (日 in 接待日).
 */
const frameWords = `走什么 走哪些 走啥 几月几号 几月几日 几年几月 哪年哪月 几月份 这份 这本 这项 这份材料 这几家里 这几家 几家里 几个单位 怎么回事 什么意思 举几个例子 举例说明 举例 例子 比如 例如 听说 据说 对吗 对不对 是吗 这篇 稿子 文章 材料里 经验材料 文件里 资料里 说过 说了 一块 一起 哪两个 哪三个 收上来 收来 上来 下来 出来 起来 搞的 搞了 谁家 哪一家 岁数 数字 不一样 一样吗 不同 区别 差异 差别 相比 对比 比较 异同 相同 联手 来的 办了 签了 签过 点名 收了 派了 提到 讲到 写到 请问 想问问 想问下 想问 问一下 问问 问下 请教一下 请教 麻烦 告诉我 告诉 帮我 帮忙 帮着 查一查 查查 查一下 查询 看看 介绍一下 介绍下 介绍
  说一说 说说 说一下 讲讲 讲一下 谈谈 聊聊 知道 了解一下 了解 晓得 大家 各位 咱们 我们 你们 他们 它们 人家 那边 这边 那里 这里 那个 这个 那些 这些
  一下 一共 总共 共有 总计 合计 累计 到底 究竟 大概 大约 具体 目前 现在 如今 当前 是不是 有没有 能不能 可不可以 没有 是否 什么时候 什么时间
  什么地方 什么样 什么 为什么 为啥 为何 哪些 哪个 哪几 哪位 哪家 哪里 哪儿 哪年 哪天 哪一年 哪一天 怎么样 怎么 怎样 如何 咋样 谁 啥 咋 何时
  何地 多少钱 多少 多大 多高 多长 多久 多远 分别 各自 包括 包含 涵盖 列举 列出 有些 一些 名字 名称 意思 指的是 指的 说的是 叫做 叫 谢谢 通过 依靠 关于
  对于 以及 或者 还是 还有 其中 里面 里头 方面 情况 事情 那个事 的事 的话 可以 应该 需要 觉得 来着 进行 开展 实施 采取 全部
  所有 整个 有关 相关 问题 之类 这次 那次 上次 本次 此次 当中 一个 几个 两个 各个 各是 哪 几 给 从 的 了 着 吗 呢 啊 呀 吧 嘛 么 哈 哦 是 有 在 和
  会怎么样 会怎样 会如何 怎么办 后果 之前 以前 最多 最少 至少 开始 走什么程序 走什么流程 什么程序 什么流程 什么手续 不超过 不能超过 应当 必须 普通 一般 正常 通常 多长时间 到几点 几点 几折 打几折 几种 几类 才能 才可以 方可 那场 这场 那次 这次 每个 每年 一年 全年 每月 一天 每次 一次 两种 三种 四种 几个人 一届 1届 一期 一个人 一人 一晚 每晚 干什么用 做什么用 干嘛用 干什么 干嘛
  与 及 或 把 被 跟 让 也 都 就 还 又 而 但 则 之 您 你 我 他 她 它 那 这 请 怎`;

/** Words so common in an association's documents that they carry little; they count, but lightly. */
const commonWords = `行业协会商会 行业协会 协会商会 社会组织 行业 协会 商会 企业 会员 单位 组织 工作 活动 做法 经验 措施 办法 内容 主要 推动 促进 加强
  建立 建设 建成 发展 成效 成果 效果 方式 方法 机制 体系 制度 服务 管理 负责 城市 地方 地区 全市 全省 当地 本地 推进 推行 提升 坚持 强化 完善
  落实 成立 设立 打造 实现 社会 项目 平台 目的 目标 特点 亮点 特色 思路 举措 模式 总体 整体 有效 积极 领域 环节 重点 方案 参与 参加 引导 鼓励
  支持 帮助 提出 出台 制定 印发 形成 构建 推出 得到 取得 获得 涉及 数量 围绕 累计 每天 每日 地点 时间 日期 部门 机构 人员 数目 比例 牌子 东西
  图的 说法 学习 培育 发布 发送 连续 哪类 带动 受益 争取 收集 收到 收了 化解 举办 开办 选派 派了 派出 覆盖 达到 多大 文件
  应对 要求 规定 给予 提供 针对 采取 确保 做好 强调 决定`;

/** What an answer is of, not what it says: 何政策, 哪些要求, 什么条件. Behind an interrogative they need not stand in a document. */
const classNouns = `政策 要求 规定 条件 措施 举措 办法 做法 方法 方式 途径 渠道 流程 程序 步骤 手续 义务 权利 责任 职责 职务 作用 意义 影响 后果 变化 改进 改变 努力
  进展 成绩 成果 成效 特点 特征 优势 内容 情形 情况 事项 注意事项 因素 原因 理由 目的 目标 原则 标准 形式 类型 种类 类别 性质 程度 阶段 领域 行业 区域 范围 群体 对象
  人群 人员 部门 机构 单位 企业 组织 平台 网站 媒介 媒体 软件 位置 场合 场所 时期 时段 颜色 形状 名称 名字 称号 奖项 关系 问题 困难 支持 帮助 服务 便利 管理 安排
  项目 工作 活动 任务 贡献`;

/** Words that a frame word of one character is only a part of. */
const wholeWords = `参与 与会 申请 邀请 聘请 请示 请假 之家 之一 国有 公有 所有制 拥有 享有 有效 有限 有序 有偿 存在 在职 在岗 从业 从事 首都 成都 都市 了解 着力
  和谐 供给 给予 让利 返还 归还 退还 偿还 还款 把关 把握 被选举权 就业 就近 就餐 就医 就诊 就读 成就 目的 叫停 几何 那曲 他山之石 批下来 办下来 及时 以及 普及 涉及 惠及 危及 而立 但书 则例 规则 守则 准则 细则 原则`;
const isWhole = new Set(wordsOf(wholeWords));
const frames = new RegExp(wordsOf(`${frameWords} ${wholeWords}`).join('|'), 'gu');
const commons = new RegExp(wordsOf(commonWords).join('|'), 'gu');

/** What is left of a question without its frame: spans of characters with the weight of each, and other names for their runs. */
export type Span = { text: string; weights: readonly number[]; alternatives: readonly Alternative[] };

const commonWeight = 0.35;
const classWeight = 0.5;
/** Stands before a word that is the class of what is asked for. */
const classMark = '\uE000';
const asksOfClass = new RegExp(
  `(?<=(?:什么样?的?|[有是需]何|何种|啥|哪[些种类个](?!人)|哪[一几两三四五六七八九十]+[个项种类条]|怎么?样的).{0,6})(?:${wordsOf(classNouns).join('|')})(?![的地\\p{Script=Han}]{3})`,
  'gu',
);

/** What an answer is one of without saying so: 要求, 平台, 群体. */
export function isClassNoun(word: string): boolean {
  return wordsOf(classNouns).includes(word);
}

/** 哪四个方面, 接不接受: counting and doubling frame a question too. */
const forms = /[两三四五六七八九十]个?(?:方面|字|词|点|类)|(?<=哪)[两三四五六七八九十][个家项条]/gu;
/** 要, 能, 过 and 做 of 要交会费, 能退吗, 查过; not those of 重要, 要求, 功能, 能力, 过程, 做法. */
const bound =
  /做(?![法工到出好大强实优])|(?<!不|通|超|经|度)过(?![程渡度节年去期户])|(?<![重主需必摘纪只想扼])要(?![求点素闻件害紧])|(?<![功职效赋性智产技可节潜官机热动势才])能(?![力源够耗量手])/gu;
const doubled = /(\p{Script=Han})不(?=\1)/gu;

/** `alternativesIn` tells what else the runs of a text may be called. */
export function spansOf(text: string, alternativesIn: (text: string) => readonly Alternative[] = () => []): Span[] {
  return text
    .replace(asksOfClass, (word) => ` ${classMark}${word} `)
    .replace(/(?<=[有是需])何/gu, ' ')
    .replace(doubled, '')
    .replace(forms, ' ')
    .replace(frames, (word) => (isWhole.has(word) ? word : ' '))
    .replace(bound, ' ')
    .split(/[^\p{L}\p{N}%.\uE000]+/u)
    .filter((span) => span !== '' && span !== classMark)
    .map((span) => toSpan(span.replace(classMark, ''), span.startsWith(classMark), alternativesIn));
}

function toSpan(text: string, isClass: boolean, alternativesIn: (text: string) => readonly Alternative[]): Span {
  const weights = isClass ? Array.from({ length: text.length }, () => classWeight) : weigh(text);
  return { text, weights, alternatives: alternativesIn(text) };
}

function weigh(span: string): number[] {
  // A verb that stands alone says little: 在哪里办.
  if (span.length === 1) return [commonWeight];
  const weights = Array.from({ length: span.length }, () => 1);
  for (const match of span.matchAll(commons)) weights.fill(commonWeight, match.index, match.index + match[0].length);
  return weights;
}

/** Longest first, so that 什么时候 is not read as 什么. */
function wordsOf(list: string): string[] {
  return list.split(/\s+/).sort((a, b) => b.length - a.length);
}
