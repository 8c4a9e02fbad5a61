import type { Alternative } from '../../domain/synonyms.ts';

/**
 * How a member says it, and behind `>` how a document writes it. Only one way: a document's word finds no question's. What
 * names a thing is not here but in the staff's list of synonyms; these are the verbs and everyday words around it.
 */
const table = `
  不交 没交 不缴 > 不缴纳 未缴纳 欠缴
  拿到 领到 > 取得 获得
  国家 > 国别 国家
  交 缴 交纳 上交 交清 > 缴纳 缴清 缴费 提交 报送 交纳
  到场 到会 参会 到齐 > 出席 到会 参加
  打折 优惠 便宜 > 减免 减半 减征 免收 优惠 减收
  退钱 退费 能退 退 > 退还 退费 退回
  同意 赞成 > 表决通过 同意 批准 赞成
  批 批准 审批 批下来 办下来 > 批准 审批 核准
  材料 资料 > 材料 资料 申请书 申请表 复印件 证明
  准备 携带 带上 > 提交 报送 携带 准备
  申领 申请 领取 领 > 申报 申请 申领 领取
  报 上报 递交 交上去 > 报送 提交 申报 上报
  补 补助 补贴 资助 > 补贴 补助 资助 支持
  惠及 受惠 > 惠及 受益 资助 帮助
  提前 > 提前 召开前 之前
  难题 困境 > 困难
  出差 > 差旅
  餐补 饭补 > 伙食补助 餐费补助
  公章 盖章 用章 > 印章 公章
  不服 不满意 > 异议 不服
  钱 > 资金 经费 费用
  拨 拨下来 发下来 到账 > 拨付 发放 到账
  执行 实行 > 施行 执行 生效
  造假 假 > 虚假
  新开 刚开 刚成立 新办 新成立 > 成立不满 新成立 新办
  头一年 第一年 头年 > 首年 第一年
  年龄 岁数 年纪 > 周岁 年龄
  解决 处理 办好 回复 > 办结 办理 答复 解决 处理 惩戒 处置
  碰到 遇上 > 遇到 发现
  短句 句子 > 寄语 短信
  压减 砍掉 > 精简 压减 减少
  理清 理顺 > 厘清 理顺
  盯住 盯着 > 重点看 范围 盯住
  重视 看重 > 重要 重视 抓手
  公司 厂子 > 企业 公司 单位
  管饭 吃饭 吃 饭 开饭 > 供餐 用餐 就餐
  管老人饭 老人饭 > 老人供餐 老人免费供餐 老人免费用餐
  贷款 贷到款 借到钱 贷 > 贷款 授信
  修路 > 道路改扩建 修路 道路建设
  省里 > 省委 省政府
  市里 > 市委 市政府
  干什么用 干嘛 用在 花在 > 用于 用来
  每天 天天 每日 > 每天 每日
  廉洁 清廉 廉政 > 清廉 廉洁 廉政
  上班 找工作 > 就业 务工
  带了 拉动 > 带动
  发 编发 推送 > 发送 发布 编发 印发
  开 召开 举办 举行 办 > 召开 举办 举行 主办 办理
  捐了 捐 捐钱 > 捐款 捐资 捐建 捐赠 捐出
  签 签订 签署 签约 > 签署 签订 签了 签约
  设立 成立 组建 创办 > 设立 成立 组建 创设
  查出 查处 查 > 纠正 整治 查处 查出
  转账 汇款 打款 对公账户 > 转账 汇款
  网上 > 线上 网上
  当 担任 > 担任
  选 > 选举
  管 归 > 负责 管理 保管 主管
  帮 帮助 > 帮助 帮扶 引导 促成
  妇女就业 > 妇女在家门口就业 妇女就业
  教育全覆盖 > 教育实现全覆盖
  处罚 > 惩戒 处罚
  群里 > 工作群 群里
  公开 > 公开 公示
  多人 > 名
`;

const written = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [said = '', documents = ''] = line.split('>').map((side) => side.trim());
      return said.split(' ').map((word) => [word, documents.split(' ')] as const);
    }),
);
/** What a verb of one character must not be followed by: then it is part of another word (交通, 发票, 当年). */
const partOf = new Map([
  ['交', '通流易往警界'],
  ['补', '充偿'],
  ['退', '休伍出'],
  ['批', '评次量发'],
  ['报', '告名销表纸道考'],
  ['发', '展票明现起言生挥动'],
  ['开', '展发放始户除'],
  ['办', '法公事学案'],
  ['签', '名证'],
  ['查', '询'],
  ['当', '年月日地前事选然时'],
  ['选', '址择'],
  ['管', '委道控辖'],
  ['归', '还属'],
  ['领', '导域军'],
  ['钱', '包'],
  ['饭', '店'],
  ['假', '期日设'],
]);

const pattern = new RegExp(
  [...written.keys()]
    .sort((a, b) => b.length - a.length)
    .map((word) => (partOf.has(word) ? `${word}(?![${partOf.get(word)}])` : word))
    .join('|'),
  'gu',
);

/** Runs of a question that documents write in another way. */
export function paraphrasesIn(text: string): Alternative[] {
  return [...text.matchAll(pattern)].map(({ 0: word, index }) => ({
    at: index,
    length: word.length,
    words: written.get(word) ?? [],
  }));
}
