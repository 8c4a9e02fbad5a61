/** Festivals and days of remembrance by the Gregorian calendar, `MM-DD`. */
export const solarFestivals: ReadonlyMap<string, string> = new Map([
  ['01-01', '元旦'],
  ['03-08', '妇女节'],
  ['03-12', '植树节'],
  ['03-15', '国际消费者权益日'],
  ['04-15', '全民国家安全教育日'],
  ['04-23', '世界读书日'],
  ['04-26', '世界知识产权日'],
  ['05-01', '劳动节'],
  ['05-04', '青年节'],
  ['05-10', '中国品牌日'],
  ['05-12', '全国防灾减灾日'],
  ['05-15', '国际家庭日'],
  ['05-20', '世界计量日'],
  ['06-01', '儿童节'],
  ['06-14', '信用记录关爱日'],
  ['07-01', '建党节'],
  ['08-01', '建军节'],
  ['09-05', '中华慈善日'],
  ['09-10', '教师节'],
  ['10-01', '国庆节'],
  ['10-14', '世界标准日'],
  ['11-09', '消防宣传日'],
  ['12-03', '国际残疾人日'],
  ['12-04', '国家宪法日'],
  ['12-09', '国际反腐败日'],
]);

/** Festivals by the lunar calendar. */
export const lunarFestivals: readonly string[] = ['除夕', '春节', '元宵节', '端午节', '七夕节', '中秋节', '重阳节'];

/** Customs of the last lunar month, by the name the calendar gives them. They yield to a festival on the same day. */
export const lunarCustoms: ReadonlyMap<string, string> = new Map([
  ['腊八节', '腊八节'],
  ['祭灶日', '小年'],
]);

/** The one festival that is a solar term. */
export const termFestivals: ReadonlyMap<string, string> = new Map([['清明', '清明节']]);

export const solarTerms: readonly string[] = [
  '立春 雨水 惊蛰 春分 清明 谷雨',
  '立夏 小满 芒种 夏至 小暑 大暑',
  '立秋 处暑 白露 秋分 寒露 霜降',
  '立冬 小雪 大雪 冬至 小寒 大寒',
].flatMap((season) => season.split(' '));

/** Every name a message may give as its occasion. */
export const occasionNames: readonly string[] = [
  ...solarFestivals.values(),
  ...lunarFestivals,
  ...termFestivals.values(),
  ...lunarCustoms.values(),
  ...solarTerms,
];
