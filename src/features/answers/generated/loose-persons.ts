/** Without 向 and 于, which mostly are prepositions. */
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤纪';
const titles =
  '执行会长|副会长|会长|副秘书长|秘书长|理事长|监事长|书记|副主任|主任|主席|总经理|经理|董事长|负责人|联系人|局长|部长|处长|科长|市长|院长|老师|先生|女士|同志|律师|会计';
const nameAfter = new RegExp(`(?:${titles}|姓名|名叫|叫做)(?:是|为|叫|:)?([${surnames}]\\p{Script=Han}{1,2})`, 'gu');
const nameBefore = new RegExp(`([${surnames}]\\p{Script=Han}{0,2}?)(?:${titles})`, 'gu');
const nameWhoActs = new RegExp(
  `(?:^|[,;由请找是为、\\s])([${surnames}]\\p{Script=Han}{1,2}?)(?=负责|担任|出任|兼任|主持|签发|审批|联系|介绍|表示|透露|指出|回应|解释|说|$|[,;、])`,
  'gu',
);
/** Begin with a surname and are no names. */
const noPerson =
  /^(?:单位|高度|高效|高质|高级|高水|高层|任期|任何|任务|任职|程序|方面|方案|方式|方法|方便|万元|万名|万户|万人|金额|金融|金牌|全部|安排|安全|成员|成立|应当|章程|何时|何人|何\p{Script=Han}|余名|余家|余人|余\p{Script=Han}|白皮|白名|严格|严禁|严重|许多|许可|江西|江苏|河南|田间|石油|马上|龙头|雷同|武汉|陆续|夏季|金属|汤锅|方\p{Script=Han}?$|段落|周期|周边|周年|孔雀|林业|黄金|程度|钱款|易\p{Script=Han}|时\p{Script=Han}|方向|方针|高校|高新|高端|高标|高品|高管|纪委|纪律|纪检|史料|文明|张贴|张榜|许愿|侯选|严谨|江门|任免|任命|任人|方可|顾问|顾虑|顾客|毛利|曾经|曾\p{Script=Han}|谢绝|石材|田园|金点|金秋|白酒|周\p{N}|周[一二三四五六日])/u;

/** Names of persons that do not stand in the sources with all their characters. */
export function loosePersons(said: string, written: string): string[] {
  const after = [...said.matchAll(nameAfter), ...said.matchAll(nameWhoActs)].map(([, name = '']) => name);
  const before = [...said.matchAll(nameBefore)].map(([, name = '']) => name).filter((name) => name.length > 1);
  const addressed = [...said.matchAll(nameBefore)].map(([whole]) => whole).filter((whole) => !noPerson.test(whole));
  const persons = [...after, ...before].filter((name) => !noPerson.test(name) && !hasStart(name, written));
  return [...persons, ...addressed.filter((whole) => !written.includes(whole) && !hasPost(whole, written))];
}

/** 王伟介绍 begins with a name of two. */
function hasStart(name: string, written: string): boolean {
  return written.includes(name) || (name.length > 2 && written.includes(name.slice(0, 2)));
}

/** 王伟会长 where the sources have 会长王伟. */
function hasPost(whole: string, written: string): boolean {
  const [, name = ''] = new RegExp(`^([${surnames}]\\p{Script=Han}*?)(?:${titles})$`, 'u').exec(whole) ?? [];
  return name.length > 1 && written.includes(name);
}

const nameAtEnd = new RegExp(
  `(?:是|为|由|:|、|和|与|及)([${surnames}]\\p{Script=Han}{1,2})(?=$|[^\\p{Script=Han}]|[和与及担负主签])`,
  'gu',
);

/** Names of persons as they are read in a text, wherever they stand; what only looks like one is among them. */
export function personsIn(text: string): string[] {
  const named = [...text.matchAll(nameAfter), ...text.matchAll(nameWhoActs), ...text.matchAll(nameAtEnd)];
  const before = [...text.matchAll(nameBefore)].map(([, name = '']) => name).filter((name) => name.length > 1);
  const names = [...named.map(([, name = '']) => name), ...before].filter((name) => !noPerson.test(name));
  return [...new Set(names)].filter(
    (name, _, all) => !all.some((longer) => longer !== name && longer.startsWith(name)),
  );
}
