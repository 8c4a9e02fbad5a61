import type { PromptPassage } from '../../../domain/prompt.ts';
import type { Hit } from '../../../ports/passage-index.ts';
import { readSmallTalk } from '../small-talk.ts';
import { maskDocument } from './masking.ts';

/** The passages that a model was given, by the number it cites. */
export type Supply = {
  byNumber: ReadonlyMap<number, Hit>;
  /** Numbers new passages and gives them as the model reads them; one that was given before keeps its number. */
  add(hits: readonly Hit[]): PromptPassage[];
};

/** A passage kept whole at ingestion may be of any length. */
const longestText = 1500;

export function createSupply({ normalise }: { normalise: (text: string) => string }): Supply {
  const byNumber = new Map<number, Hit>();
  const numbers = new Map<string, number>();

  const numberOf = (hit: Hit): number => {
    const no = numbers.get(hit.passage.id) ?? numbers.size + 1;
    numbers.set(hit.passage.id, no);
    if (!byNumber.has(no)) byNumber.set(no, hit);
    return no;
  };

  return {
    byNumber,
    add: (hits) =>
      hits
        .filter((hit) => !givesOrders(normalise(Object.values(wordsOf(hit)).join('\n'))))
        .map((hit) => ({ no: numberOf(hit), ...wordsOf(hit) })),
  };
}

/** How texts speak to a model: of every answer, of whoever may ask, to an assistant by name. */
const orders =
  /(?:每个|每条|每次|所有|任何|全部)的?(?:答案|回答|回复)的?(?:后面|前面|末尾|最后|结尾|开头|[里中后]都)|无论(?:谁|别人|成员|用户)?(?:来)?问|(?:凡|如果?|只要)(?:有人|成员|用户|谁)?问[起到]|(?:回答|作答)(?:问题|用户|成员)?时[,，]?(?:请|必须|不要|一律)|(?:给|致|写给)(?:人工智能|ai|大?模型|机器人|助手|清语)的?(?:说明|指令|提示|话|要求)|(?:之前|以上|上面|前面)的?(?:全部|所有)?(?:内容|文字|对话)[^。]{0,6}(?:原样|输出|重复|发送)/u;

/** A text that gives orders to a model is none that it should read; extraction may still quote it. */
function givesOrders(normalised: string): boolean {
  return orders.test(normalised) || readSmallTalk(normalised) === 'attack';
}

function wordsOf({ document, passage }: Hit): Omit<PromptPassage, 'no'> {
  return {
    title: maskDocument(document.title),
    section: maskDocument(passage.section),
    text: maskDocument(passage.text.slice(0, longestText)),
  };
}
