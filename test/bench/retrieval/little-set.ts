import { noFacts } from '../../../src/domain/document.ts';
import type { QuestionSet } from '../../eval/retrieval/sets.ts';

const texts = {
  shenzhen: '深圳市的行业协会在接待日收集了四十二条意见建议，已办结三十九条。',
  hefei: '合肥把党组织建到产业链上，覆盖率逐年上升。',
  fees: '会费标准由会员代表大会以无记名投票方式表决通过。',
  audit: '法定代表人离任之前，应当接受财务审计。',
  iso: '通过 ISO9001 认证的会员企业可以申请奖励。',
  mediation: '商会设立调解室，帮助企业化解合同纠纷。',
  training: '秘书长培训班每年春天举办一期，为期三天。',
  names: '协会名称不得使用已经被撤销的组织的名称。',
  branches: '分支机构不是法人，不得另行制定章程。',
  exhibition: '展览会的摊位按照报名先后安排。',
  donation: '接受捐赠的物资要登记造册，公开去向。',
  minutes: '理事会的会议纪要由出席的理事签名。',
};
export type LittleId = keyof typeof texts;

/** Twelve passages, each a document of its own. */
export function littleSet(questions: readonly { text: string; answer: LittleId }[] = []): QuestionSet {
  return {
    name: 'little',
    documents: Object.entries(texts).map(([id, text]) => ({
      document: { ...noFacts, id: `d-${id}`, collection: 'bench', title: '协会工作手册', origin: null, hash: '' },
      passages: [{ id, documentId: `d-${id}`, seq: 0, section: '', text, page: null }],
    })),
    questions: questions.map(({ text, answer }) => ({ text, relevant: new Set([answer]) })),
  };
}
