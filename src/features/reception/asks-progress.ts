const mine = /我|本人|咱|俺|公司|单位|上次|上回|上周|上个?月|之前|以前|前几天|昨天|前天|刚才|那个|编号|\d{4}-\d+/u;
const thing = '(?:建议|投诉|诉求|意见|举报|反映|问题|编号|事情?|纠纷|登记|材料|提的|说的)';
const asks =
  '(?:怎么样|咋样|如何了|进展|进度|结果|回复|答复|回音|消息|下文|着落|眉目|反馈|处理(?:好|完|得|到|了|没)|办(?:好|完|得|到|了|没)|到哪|落实|受理|[修改查批退管][了好完]没|解决了?(?:吗|没)|有人(?:管|看|处理)|批了)';
const progress = new RegExp(
  `${thing}[^。!]{0,18}${asks}|(?:查|看|问)一?下?[^。!]{0,10}${thing}?[^。!]{0,6}(?:进度|进展)`,
  'u',
);
const asked = /\?|吗|呢|没有?[\s。!~]*$|怎么样|咋样|如何|进度|进展|查|哪/u;

/** 我的建议怎么样了, 上次反映的问题有结果了吗. Takes folded text. */
export function asksProgress(folded: string): boolean {
  return folded.length <= 60 && mine.test(folded) && progress.test(folded) && asked.test(folded);
}
