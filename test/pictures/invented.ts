/** Who and what is in the pictures. Every name, number and sentence is invented. */
export const committee = '青禾市社会组织综合党委';

/** Associations with their groups. */
export const associations = [
  { name: '青禾市餐饮行业协会', tags: ['餐饮'], groups: ['餐饮协会会员群', '餐饮协会理事群'] },
  { name: '青禾市建材商会', tags: ['工业'], groups: ['建材商会会员群'] },
  { name: '青禾市物流行业协会', tags: ['服务业'], groups: ['物流协会会员群', '冷链专委会群'] },
  { name: '青禾市物业管理协会', tags: ['服务业'], groups: ['物业协会会员群'] },
  { name: '青禾市家政服务业协会', tags: ['服务业'], groups: ['家政协会会员群'] },
  { name: '青禾市茶业商会', tags: ['餐饮'], groups: ['茶业商会会员群'] },
  { name: '青禾市电子商务协会', tags: ['服务业'], groups: ['电商协会会员群'] },
] as const;

export const groupTitles = associations.flatMap(({ groups }) => [...groups]);
export type GroupTitle = (typeof groupTitles)[number];

/** No bot can be in it. */
export const handGroup = '会长微信群';

const families = '王李陈周何唐刘孙赵吴郑冯蒋沈韩杨朱秦许吕';
const givens = ['建平', '敏', '立新', '晓燕', '志强', '文静', '海波', '秀兰', '国栋', '雨桐', '明远', '素芬', '家骏'];
const posts = ['会长', '秘书长', '理事', '会员代表'];

/** Four of each association; the second is its secretary general. */
export const people = associations.flatMap(({ name: organization }, place) =>
  posts.map((post, nth) => {
    const number = place * posts.length + nth;
    const name = `${families[(number * 3) % families.length]}${givens[(number * 5) % givens.length]}`;
    return { organization, name, post, phone: `1380000${String(1_000 + number * 37)}` };
  }),
);

type Said = { group: GroupTitle; text: string; rating?: '满意' | '基本满意' | '不满意' };

/** What members say, one a group: cases; those with a rating are done when staff look. */
export const suggestions: readonly Said[] = [
  { group: '餐饮协会会员群', text: '/建议 多组织食品安全培训，最好放在淡季' },
  { group: '建材商会会员群', text: '/建议 简化入会手续，展会补贴早点公布', rating: '满意' },
  { group: '物流协会会员群', text: '诉求：希望协会帮忙对接冷链仓储的供应商，联系电话 13800000011' },
  { group: '物业协会会员群', text: '/建议 每季度办一次政策宣讲会', rating: '满意' },
  { group: '家政协会会员群', text: '/建议 家政员体检点离得太远，希望在城北加一处', rating: '基本满意' },
  { group: '茶业商会会员群', text: '/建议 春茶展的展位早两个月公布' },
  { group: '电商协会会员群', text: '/建议 请电商园区讲一讲出口退税怎么办', rating: '不满意' },
];

/** What nobody has an answer to. */
export const questions: readonly Said[] = [
  { group: '餐饮协会会员群', text: '今年的年会在哪个酒店开？' },
  { group: '茶业商会会员群', text: '参加明年春茶展的摊位费是多少？' },
  { group: '家政协会会员群', text: '/转人工 家政员的培训补贴怎么申请？' },
];

export const caseKinds = ['建议', '诉求求助', '建议', '投诉', '诉求求助', '纠纷调解', '违规涉企收费'] as const;

export const contents = [
  '建议协会多组织会员企业到外地同行参观交流',
  '园区停车位不足，员工上下班停车困难',
  '希望每季度办一次政策宣讲会，放在周五下午',
  '同一条街上有店家虚假宣传，影响行业信誉',
  '企业急需熟练技工，希望协会帮忙对接职业学校',
  '货款拖欠两个月，双方对结算标准有争议',
  '有单位以年审名义收取资料费，请核查',
  '会费收据希望能开电子票据',
  '冷链车辆进城通行证办理时间长，希望帮忙反映',
  '建议把行业标准的解读做成短视频，方便转发',
] as const;

/** Broadcasts of the day; the one of `lost` has an end that nobody knows in one group. */
export const broadcasts = [
  { to: 'tag:餐饮', text: '食品安全“你点我检”下周一开始，请提前做好自查。', receipt: null, lost: false },
  {
    to: 'tag:服务业',
    text: '安全生产座谈会定在 11 月 27 日（周五）下午 3 点，请各单位派一名负责人参加。',
    receipt: '统计参会人数',
    lost: true,
  },
  { to: 'all', text: '各位会员：请于 11 月 30 日前报送年度工作总结和明年计划。', receipt: '统计报送情况', lost: false },
] as const;
