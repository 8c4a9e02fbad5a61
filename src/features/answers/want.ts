/** What kind of thing is asked for. */
export type Want = 'number' | 'date' | 'who' | 'where' | 'list' | 'how' | 'why' | 'whether' | 'compare' | 'what';

/** The first that fits decides. */
const wants: readonly (readonly [Want, RegExp])[] = [
  ['compare', /区别|不同|差异|差别|相比|对比|比较|异同|(?:各是|分别(?:是|有|做|怎))(?!.*(?:多少|几))|哪个(?:更|比)/],
  ['date', /什么时候|何时|哪一?[年天]|哪个月|几月|几号|几点|几时|日期|啥时候|什么时间|截止到?哪/],
  [
    'number',
    /多少|多大|多久|多长时间|百分之几|占比|比例|(?<![哪十])几(?=[个家名位条项件次场起支批份所人年天日届期桩折岁亿万])|(?<!(?:怎|如何|什么|哪).*)[率额](?:是|为|有|达|现在)?(?:多高|多大|到)?$/,
  ],
  ['where', /哪里|哪儿|何地|什么地方|在哪|地点|地址|啥地方/],
  ['why', /为了?(?:什么|啥)|为何|原因|目的|图的?(?:是)?(?:什么|啥)/],
  [
    'list',
    /哪些|哪几|哪[两三四五六七八九十\d]+[个项条类种张级家大]|分几[级类种档]|有什么|有啥|包括什么|列举|列出|都有谁|[什啥]么?方面|什么内容/,
  ],
  ['who', /谁|哪位|什么人|哪个部门|什么部门|哪家/],
  ['how', /怎么|怎样|如何|咋|办法|做法|措施|经验|途径/],
  ['whether', /[吗]$|对不对|(\p{Script=Han})不\1|(?<![什怎那多])么$|是不是|有没有|是否|能不能|能否/u],
];

const asksWhether = /吗$|是不是|有没有|是否|能不能|能否|对不对/u;
const asksMore = /什么|啥|怎|如何|哪|谁|几|多少|多久|多大|为何|咋/u;

/** Of a normalised question. */
export function wantOf(text: string): Want {
  // 有审核人选的办法吗 asks for no way of doing.
  if (asksWhether.test(text) && !asksMore.test(text)) return 'whether';
  return wants.find(([, pattern]) => pattern.test(text))?.[0] ?? 'what';
}
