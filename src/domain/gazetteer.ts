/**
 * Places a question may ask about, without their rank (长沙, not 长沙市): each province with its prefectures and
 * county-level cities, indented lines going on, then places that stand alone. Names that are also ordinary words
 * (来宾, 合作, 江山) are left out; with their rank written out they are recognised all the same.
 */
const table = `
  北京
  天津
  河北 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 辛集 晋州 遵化 迁安 滦州 武安
    涿州 定州 高碑店 平泉 泊头 任丘 黄骅 霸州 深州
  山西 太原 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 古交 怀仁 介休 永济 河津 原平 侯马 霍州
    孝义 汾阳
  内蒙古 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 锡林郭勒 阿拉善 霍林郭勒
    满洲里 牙克石 扎兰屯 额尔古纳 根河 丰镇 乌兰浩特 阿尔山 二连浩特 锡林浩特
  辽宁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 瓦房店 庄河 凤城
    凌海 盖州 调兵山 北票 凌源
  吉林 长春 四平 辽源 通化 白山 白城 延边 榆树 德惠 公主岭 蛟河 桦甸 舒兰 磐石 双辽 梅河口 扶余
    洮南 延吉 图们 敦化 珲春 龙井
  黑龙江 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 尚志
    讷河 虎林 密山 铁力 富锦 抚远 绥芬河 海林 宁安 穆棱 东宁 五大连池 嫩江 肇东 漠河
  上海
  江苏 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 江阴 宜兴 新沂 邳州
    溧阳 常熟 张家港 昆山 太仓 启东 如皋 海安 仪征 丹阳 扬中 句容 兴化 靖江 泰兴
  浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 建德 余姚 慈溪 乐清 龙港 海宁 桐乡
    诸暨 嵊州 兰溪 义乌 温岭 玉环 龙泉
  安徽 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 巢湖
    桐城 潜山 界首 宁国
  福建 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 福清 石狮 晋江 邵武 武夷山 建瓯 漳平 福鼎
  江西 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 瑞昌 庐山 贵溪 瑞金 龙南 井冈山
    樟树 德兴
  山东 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 胶州 莱西
    滕州 龙口 莱阳 莱州 招远 栖霞 青州 诸城 寿光 安丘 昌邑 曲阜 邹城 新泰 肥城 荣成 乳山 乐陵 禹城
    临清 邹平
  河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
    巩义 荥阳 登封 舞钢 汝州 林州 卫辉 辉县 沁阳 孟州 禹州 长葛 义马 灵宝 邓州 永城 项城 济源
  湖北 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 丹江口 枝江 老河口 枣阳
    宜城 钟祥 京山 应城 汉川 洪湖 松滋 监利 麻城 武穴 赤壁 仙桃 潜江
  湖南 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 浏阳 宁乡 醴陵
    湘乡 韶山 耒阳 武冈 邵东 汨罗 临湘 津市 沅江 资兴 祁阳 洪江 冷水江 涟源
  广东 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山
    潮州 揭阳 云浮 南雄 台山 鹤山 恩平 廉江 雷州 吴川 化州 四会 兴宁 陆丰 阳春 英德 连州 普宁 罗定
  广西 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 崇左 横州 荔浦 岑溪 东兴
    桂平 靖西 凭祥
  海南 海口 三亚 三沙 儋州 五指山 琼海
  重庆
  四川 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中
    资阳 阿坝 甘孜 凉山 都江堰 彭州 邛崃 崇州 简阳 广汉 什邡 绵竹 江油 射洪 隆昌 峨眉山 阆中 华蓥
    马尔康 康定 西昌
  贵州 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 清镇 盘州 赤水 仁怀 黔西 兴义 兴仁 凯里
    都匀 福泉
  云南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 文山 西双版纳 大理 德宏 怒江 迪庆 宣威 澄江
    腾冲 水富 个旧 蒙自 景洪 瑞丽 泸水 香格里拉
  西藏 拉萨 日喀则 昌都 林芝 那曲 错那
  陕西 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 兴平 彬州 韩城 神木 旬阳
  甘肃 兰州 嘉峪关 金昌 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 华亭 玉门 敦煌
  青海 西宁 黄南 果洛 玉树 格尔木 德令哈 茫崖
  宁夏 银川 石嘴山 吴忠 固原 中卫 灵武 青铜峡
  新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城
    阿勒泰 阜康 博乐 阿拉山口 库尔勒 库车 阿图什 伊宁 奎屯 霍尔果斯 乌苏 沙湾 石河子 阿拉尔 图木舒克
    五家渠 北屯 铁门关 可克达拉 胡杨河
  香港
  澳门
  台湾 台北 高雄
  美国
  英国
  法国
  德国
  日本
  韩国
  俄罗斯
  加拿大
  澳大利亚
  新西兰
  新加坡
  马来西亚
  泰国
  越南
  印度
  印度尼西亚
  意大利
  西班牙
  葡萄牙
  荷兰
  瑞士
  瑞典
  波兰
  匈牙利
  巴西
  墨西哥
  阿根廷
  智利
  南非
  埃及
  沙特
  阿联酋
  伊朗
  以色列
  土耳其
  哈萨克斯坦
  纽约
  伦敦
  巴黎
  东京
`;

/** Words with the name of a place in them that name none. */
const noPlaces = ['长治久安', '文山会海', '朝阳产业', '朝阳行业', '孙中山', '中山装'];

/** Finds the places a text names. */
export type Gazetteer = {
  /** Names in order of appearance, each once, without rank; 首都 counts as 北京. */
  placesIn(text: string): string[];
  /** The same place, or `inner` lies in `outer` (长沙 in 湖南). */
  contains(outer: string, inner: string): boolean;
};

/** Characters of a text that may be asked about again, and how many of them are remembered. */
const headingLength = 120;
const remembered = 5000;

export function createGazetteer(): Gazetteer {
  const provinceOf = readTable();
  const names = [...provinceOf.keys(), '首都', ...noPlaces].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(names.join('|'), 'g');

  const find = (text: string): string[] => {
    const found = [...text.matchAll(pattern)].map(([name]) => (name === '首都' ? '北京' : name));
    return [...new Set(found)].filter((name) => !noPlaces.includes(name));
  };
  // Headings are asked about with every question.
  const known = new Map<string, readonly string[]>();

  return {
    placesIn(text) {
      if (text.length > headingLength) return find(text);
      const places = known.get(text) ?? find(text);
      if (known.size >= remembered) known.clear();
      known.set(text, places);
      return [...places];
    },
    contains(outer, inner) {
      return outer === inner || provinceOf.get(inner) === outer;
    },
  };
}

/** A name and the province it lies in, itself for a province. */
function readTable(): Map<string, string> {
  const places = new Map<string, string>();
  for (const line of table.trim().replaceAll('\n    ', ' ').split('\n')) {
    const [province = '', ...cities] = line.trim().split(' ');
    for (const name of [province, ...cities]) places.set(name, province);
  }
  return places;
}
