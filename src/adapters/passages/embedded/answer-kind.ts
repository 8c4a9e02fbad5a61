/** What an answer must look like. */
export type AnswerKind = 'number' | 'date' | 'phone' | 'person' | 'place' | 'list';

const asks = {
  phone: /电话|号码|热线/,
  number: /多少|几(?=[个条年天种项次家人位月号名点时])|比例|金额|百分/,
  date: /何时|什么时候|哪一?年|几月|时间|日期|多久|期限|哪天/,
  person: /谁|哪位|人是/,
  place: /哪里|哪儿|何[处地]|地点|地方|哪个(?:城市|国家|省)/,
  list: /哪些|措施|如何|怎么|怎样|什么要求/,
} as const satisfies Record<AnswerKind, RegExp>;

const looks = {
  phone: /\d{5,}|\d{3,4}-\d{4,}/,
  number: /\d/,
  date: /\d+(?:年|月|日|天|时|点)|期间|日前|世纪/,
  person: /[家长员师王帝士人者]/,
  place: /[省市县区国州镇路街]/,
  list: /[一二三]是|[(（][一二三四五1-5][)）]|[一二三1-3][、.]|;|、[^。\n]*、[^。\n]*、/,
} as const satisfies Record<AnswerKind, RegExp>;

const kinds = ['phone', 'number', 'date', 'person', 'place', 'list'] as const satisfies AnswerKind[];

/** Both texts normalised. Null when the question does not say. */
export function readAnswerKind(question: string): AnswerKind | null {
  return kinds.find((kind) => asks[kind].test(question)) ?? null;
}

export function looksLike(kind: AnswerKind, text: string): boolean {
  return looks[kind].test(text);
}
