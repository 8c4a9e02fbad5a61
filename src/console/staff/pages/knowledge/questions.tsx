import { Badge, Button, Empty, Flex, Input, Segmented, Tag, Typography } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import type { Answer, Query } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { usePlaces } from '../../shell/use-places.ts';
import { AnswerQuestion } from './answer-question.tsx';
import { DismissQuestion } from './dismiss-question.tsx';
import { OffsetPager, offsetOf, pageSize } from './offset-pager.tsx';
import { useDocumentPlace } from './document-list.tsx';

export type Question = Answer<'listQuestions'>['questions'][number];
type State = NonNullable<NonNullable<Query<'listQuestions'>>['state']>;

const states: { value: State; label: string }[] = [
  { value: 'open', label: '待答' },
  { value: 'answered', label: '已答复' },
  { value: 'dismissed', label: '不再答复' },
];
const empty: Record<State, string> = {
  open: '没有等着答复的问题。资料里找不到答案的问题会出现在这里。',
  answered: '还没有答复过问题。',
  dismissed: '没有标为不再答复的问题。',
};

/** What the documents did not answer: who asked where, how often; a person answers, and the answer may become a document. */
export function Questions() {
  const [state, setState] = useState<State>('open');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const filter = { state, ...(wanted === '' ? {} : { search: wanted }) };
  const places = usePlaces(filter);
  const query = { ...filter, after: offsetOf(places), limit: pageSize };
  const listed = useRoute('listQuestions', { query }, { keep: true, every: 20_000 });
  return (
    <>
      <Flex wrap gap="small" className="knowledge-tools">
        <Segmented options={states} value={state} aria-label="哪些问题" onChange={setState} />
        <Input.Search
          allowClear
          aria-label="找问题"
          placeholder="问题，或提问人全名"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </Flex>
      <ReadState of={listed} rows={8}>
        {({ questions, total }) =>
          questions.length === 0 ? (
            <Empty description={wanted === '' ? empty[state] : '没有这样的问题，换几个字试试。'} />
          ) : (
            <>
              <ul className="questions" aria-label="问题">
                {questions.map((question) => (
                  <li key={question.id}>
                    <QuestionCard question={question} isOpen={state === 'open'} />
                  </li>
                ))}
              </ul>
              <OffsetPager places={places} total={total} of="个问题" />
            </>
          )
        }
      </ReadState>
    </>
  );
}

function QuestionCard({ question, isOpen }: { question: Question; isOpen: boolean }) {
  const [doing, setDoing] = useState<'answer' | 'dismiss' | null>(null);
  const [opened, setOpened] = useState<Question['asked'] | null>(null);
  const done = (): void => setDoing(null);
  const { count, handoff } = question;
  const asked = opened ?? question.asked;
  return (
    <article className="question">
      <Flex gap="small" align="flex-start" justify="space-between" wrap>
        <Typography.Text strong className="question-text">
          {asked[0]?.question ?? question.question}
        </Typography.Text>
        <span>
          {handoff && <Badge status="error" text="转人工" />} {count > 1 && <Tag>问了 {count} 次</Tag>}
        </span>
      </Flex>
      <Askers asked={asked} count={count} />
      {opened === null && <Open question={question} show={setOpened} />}
      <Given question={{ ...question, asked }} />
      {isOpen && (
        <Flex gap="small" wrap>
          <Button type="primary" size="small" onClick={() => setDoing('answer')}>
            答复
          </Button>
          <Button size="small" onClick={() => setDoing('dismiss')}>
            不再答复
          </Button>
        </Flex>
      )}
      <AnswerQuestion question={question} open={doing === 'answer'} close={done} />
      <DismissQuestion question={question} open={doing === 'dismiss'} close={done} />
    </article>
  );
}

/** Who asked, and numbers in their words, are hidden until somebody asks, and that is on record. */
function Open({ question: { id, question }, show }: { question: Question; show: (asked: Question['asked']) => void }) {
  const open = useAct('showQuestion', { done: ({ asked }) => show(asked) });
  return (
    <Button
      size="small"
      type="link"
      className="question-open"
      loading={open.isPending}
      aria-label={`显示“${question}”的提问人和原话`}
      title="看过会留下记录"
      onClick={() => open.mutate({ params: { id } })}
    >
      显示提问人和原话
    </Button>
  );
}

const shown = 3;

function Askers({ asked, count }: { asked: Question['asked']; count: number }) {
  return (
    <ul className="askers">
      {asked.slice(0, shown).map(({ id, name, group, at }) => (
        <li key={id}>
          <Typography.Text type="secondary">
            {name} · {group ?? '私聊'} · {showTime(at)}
          </Typography.Text>
        </li>
      ))}
      {count > shown && (
        <li>
          <Typography.Text type="secondary">还有 {count - shown} 次</Typography.Text>
        </li>
      )}
    </ul>
  );
}

/** What a person answered, and the document it became. */
function Given({ question: { asked } }: { question: Question }) {
  const placeOf = useDocumentPlace();
  const given = asked.find(({ answer }) => answer !== null);
  if (given === undefined) return null;
  const { answer, answeredAt, documentId } = given;
  return (
    <blockquote className="given">
      <div className="passage-text">{answer}</div>
      <Typography.Text type="secondary">
        {showTime(answeredAt)} 答复{documentId !== null && <Link to={placeOf(documentId)}>，已存为资料</Link>}
      </Typography.Text>
    </blockquote>
  );
}
