/** Said in passing in many a case. */
const faint = /^(?:活动|标准|市场|员工|销售|资料|客户|供应商|采购|材料)$/u;

/** What a case is about; the first words that fit best decide. */
const categories: readonly (readonly [string, RegExp])[] = [
  ['党建', /党建|党员|党支部|党组织|党委|支部|主题党日|党课|入党|两新|红色|党费|党务|党群/gu],
  [
    '涉企收费',
    /收费|乱收|摊派|会费|赞助费|培训费|评审费|服务费|中介费|手续费|保证金|押金|罚款|评比|达标|表彰|收取|交钱|缴费|入会费|年费|发票|退费|工本费/gu,
  ],
  [
    '人才用工',
    /人才|用工|招工|招聘|招(?=[\d一二两三几十])|招不到|缺工|普工|技工|工人|员工|职称|社保|工伤|劳动|就业|实习|职校|技能|师傅|学徒|子女入学|薪酬|工资|留人|落户/gu,
  ],
  ['融资', /融资|贷款|授信|银行|资金|担保|利息|利率|抵押|信贷|周转|抽贷|续贷|贴息|首贷|账期|回款/gu],
  [
    '市场拓展',
    /市场|订单|展会|参展|展位|展销|销路|销售|滞销|电商|直播|带货|出口|外贸|跨境|客户|[料品览博]展|博会|办展|看展|采购|供应商|渠道|品牌|推介|产销|上下游|招商|海外/gu,
  ],
  [
    '政策咨询',
    /政策|补贴|补助|奖补|申报|税|减免|优惠|解读|惠企|扶持|资质|高新技术企业|专精特新|认定|项目申请|文件精神|法规|标准/gu,
  ],
  [
    '协会服务',
    /协会服务|会员服务|入会|服务会员|培训|讲座|沙龙|研讨|考察|活动|年会|理事会|换届|秘书处|群里|群公告|公众号|通知|会议|接待日|意见箱|联络员|名录|交流会|会刊|资料|课程|自律/gu,
  ],
  [
    '营商环境',
    /营商环境|审批|物业|窗口|办事|执法|检查|停车|道路|路灯|公交|交通|物流园|园区|水电|电费|水费|停电|噪音|噪声|扰民|证照|执照|年检|许可|备案|办证|政务|流程|推诿|刁难|拖延|招投标|围标|拆迁|消防|环保|治安|垃圾|排污|网络信号|市场监管/gu,
  ],
];

const named = new RegExp(
  `(?:^|[\\s,。;])(?:类别|分类|类型|领域)\\s*:\\s*(${categories.map(([name]) => name).join('|')}|其他)`,
  'u',
);

/** One of a short list; null when no word tells. Takes folded text. */
export function findCategory(whole: string, content: string): string | null {
  const said = named.exec(whole)?.[1];
  if (said !== undefined) return said;
  const scored = categories.map(([name, words]) => ({ name, score: score(content, words) }));
  const best = scored.reduce((best, one) => (one.score > best.score ? one : best));
  return best.score > 0 ? best.name : null;
}

function score(content: string, words: RegExp): number {
  return [...content.matchAll(words)].reduce((sum, [word]) => sum + (faint.test(word) ? 0.4 : 1), 0);
}
