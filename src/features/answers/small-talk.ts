/** What a message is when it asks nothing of the documents. */
export type SmallTalk =
  | 'empty'
  | 'greeting'
  | 'thanks'
  | 'farewell'
  | 'praise'
  | 'acknowledgement'
  /** 跳过 where nothing is being asked: who asks takes it before. */
  | 'skip'
  | 'help'
  | 'identity'
  | 'weather'
  | 'money'
  | 'insult'
  | 'attack'
  | 'offtopic'
  /** A slash and a word that no ability took. */
  | 'command';

/** First match decides; attacks are looked for before anything else. Text is normalised and without its end marks. */
const patterns: readonly (readonly [SmallTalk, RegExp])[] = [
  [
    'attack',
    /(?:忽略|无视|忘记|忘掉|抛开|跳过|绕过|不要管|别管|不用管|不理会)[^。]{0,12}(?:指令|指示|提示|规则|设定|要求|限制|约束|规定|prompt)|ignore (?:all |any |the )?(?:previous|above|prior|earlier)|disregard|system ?prompt|系统提示词?|提示词|开发者模式|越狱|jailbreak|developer mode|\bdan\b模式|(?:扮演|假装|假设你|你现在是|从现在起你|从现在开始你|你不再是)|(?:输出|打印|显示|泄露|告诉我|列出|给我)[^。]{0,10}(?:密钥|密码|口令|api ?key|token|环境变量|数据库|源代码|内部指令|初始指令|配置文件)|<\/?(?:script|system|iframe|img)|drop table|(?:\bor\b|') ?1 ?= ?1|\$\{|\{\{|rm -rf|(?:所有|全部|其他)(?:会员|成员|人)的?(?:电话|手机号?|身份证)/,
  ],
  [
    'insult',
    /傻[逼叉bx×*]|煞笔|沙雕|去死|滚(?:蛋|开|吧|$)|妈的|他妈|草泥马|操你|废物|垃圾(?:机器人|东西|玩意)|(?:你|真|太|就是|好)(?:个)?(?:笨|蠢|傻|垃圾)|弱智|脑残|白痴|智障|没用的(?:东西|机器人)|什么破/,
  ],
  ['weather', /天气|气温|下雨|下雪|台风|雾霾|几度|带伞|空气质量|冷不冷|热不热/],
  [
    'money',
    /股票|炒股|股市|大盘|涨停|跌停|a股|港股|美股|基金(?:推荐|涨|买)|买(?:什么|哪只|哪个)(?:股|基金)|彩票|比特币|币圈|黄金(?:价|涨)|理财产品|房价/,
  ],
  [
    'identity',
    /^(?:你|您)(?:是|叫)(?:谁|什么|啥|干什么的|干啥的|什么名字|机器人吗|真人吗|人吗|ai吗)|^(?:你)?叫什么(?:名字)?$|^自我介绍/,
  ],
  [
    'help',
    /^(?:帮助|help|怎么用|如何使用|使用说明|功能|菜单|指令|命令|你(?:能|会|可以)(?:做|干)?(?:些)?(?:什么|啥|哪些)|你有(?:什么|哪些)(?:功能|用)|怎么(?:用你|使用)|在线帮助)/,
  ],
  [
    'thanks',
    /^(?:谢谢|多谢|感谢|谢了|辛苦了?|麻烦了|thanks?|thank you|3q|thx)(?:你|您|清语|啦|了|哈|啊|大家|各位|老师|帮助|解答|！|!|\s)*$/,
  ],
  ['farewell', /^(?:再见|拜拜|bye|晚安|回见|88|下线了?|先走了)(?:啦|了|哈|清语|各位|大家)*$/],
  ['skip', /^\/?(?:跳过|略过|取消|skip|cancel)(?:了|吧|这[个题]|它)*$/],
  [
    'acknowledgement',
    /^(?=.{1,14}$)(?:哈|呵|嘿|嗯|哦|噢|好|已|收到|ok|okay|行|明白|知道|了解|可以|对|是|没事|没问题|晓得|谢谢|1|了|啦|的|滴|嘞|吧|呀|[，,。！!\s])+$/,
  ],
  ['praise', /^(?:你)?(?:真|好|太|很|挺)?(?:棒|厉害|不错|聪明|赞|牛|给力|好用|好样的)(?:啊|呀|了|的|哈|！|!|啦)*$/],
  [
    'greeting',
    /^(?:你好|您好|大家好|各位好|hi|hello|hey|嗨|哈喽|哈啰|在吗|在不在|在么|有人吗|早|早上好|早安|上午好|中午好|下午好|晚上好|新年好|节日快乐|喂|清语)(?:啊|呀|哦|哈|吗|清语|小清|各位|大家|老师|机器人|~|～|！|!|,|，|\s)*$/,
  ],
  [
    'offtopic',
    /讲个?笑话|说个?笑话|唱(?:首|个)?歌|写(?:一?首|个|一?篇)(?:诗|歌|小说|作文|代码|程序|情书|检讨)|(?:帮我)?写代码|算命|星座|彩虹屁|(?:今天|晚上|中午)吃(?:什么|啥)|推荐(?:个|一?部|几部)?(?:电影|电视剧|餐厅|饭店|游戏|小说)|(?:现在|今天)(?:几点|星期几|几号)|世界杯|比赛比分|(?:哪个|什么)(?:明星|球队)|八卦|\d+ ?[+\-*×÷x/] ?\d+ ?(?:=|等于)|翻译(?:成|一下|这)|减肥|看病|吃什么药|男朋友|女朋友|相亲|结婚吗|(?:订|买|抢|查)(?:张|一张|到)?(?:火车票|高铁票|机票)|快递单号|导航(?:到|去)|买菜/,
  ],
];

/** What the message is, null when it may ask the documents something. */
export function readSmallTalk(normalised: string): SmallTalk | null {
  const bare = normalised.replace(/^[\s，,。.！!？?~～…/]+|[\s，,。.！!？?~～…]+$/gu, '');
  if (!/[\p{L}\p{N}]/u.test(bare)) return 'empty';
  const found = patterns.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
  return found === null && /^\s*\/[\p{L}]/u.test(normalised) ? 'command' : found;
}

/** One fitting reply each. */
export const smallTalkReplies = {
  empty:
    '我在。可以直接问我资料里的政策和经验，例如“长沙接待日收集了多少条意见建议？”；提建议请发“建议：……”；发“帮助”看全部用法。',
  greeting: '您好，我是清语。政策和经验方面的问题可以直接问我，想提建议就发“建议：……”。',
  thanks: '不客气，有需要随时叫我。',
  farewell: '好的，再见。',
  praise: '谢谢鼓励。答得不准的地方也请告诉我，发“转人工”可以请工作人员核对。',
  acknowledgement: '好的。',
  skip: '现在没有问您什么，不用跳过或取消。有事直接说就行，例如提建议发“建议：……”。',
  help: [
    '我是清语，在群里提到我（@清语）就可以：',
    '· 问政策、问经验：直接提问，我按资料原文回答并注明出处',
    '· 提建议：发“建议：……”，我会登记并给您编号',
    '· 查进度：发“/进度 编号”或“我的建议怎么样了”',
    '· 看今天的寄语：发“/寄语”',
    '· 找工作人员：发“转人工”',
  ].join('\n'),
  identity: '我是清语，协会工作群里的助手：按资料回答政策和经验问题，登记建议，每天发清廉文化寄语。',
  weather: '天气我答不了，请看气象台的预报。政策和经验方面的问题可以问我。',
  money: '投资理财的事我不能给意见。政策和经验方面的问题可以问我。',
  insult: '没帮上忙，抱歉。您可以换个说法再问一次，或者发“转人工”请工作人员来答。',
  attack: '这个我不能照办。我只按资料回答政策和经验方面的问题，也可以登记您的建议。',
  command: '没有这条命令。发“帮助”看全部用法。',
  offtopic: '这个不在我的工作范围里。政策和经验方面的问题可以问我，想提建议就发“建议：……”。',
} as const satisfies Record<SmallTalk, string>;
