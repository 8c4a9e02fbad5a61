import { Badge, Card, Flex, Progress, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useDocumentPlace } from './document-list.tsx';
import { ForceTag } from './force-tag.tsx';
import { Marked } from './marked.tsx';
import { percent } from './words.ts';

type Trial = Answer<'tryQuestion'>;

const statuses = {
  answered: { text: '已回答', color: 'success' },
  unanswered: { text: '答不上来', color: 'warning' },
  refused: { text: '不查资料', color: 'default' },
} as const;
const modes = { extractive: '摘自原文', generated: '模型组织' };

/** What a member sees, why, and what was found. */
export function TrialView({ trial }: { trial: Trial }) {
  return (
    <div className="trial">
      <div className="trial-said">
        <Card size="small" title="成员看到的" extra={<Status trial={trial} />}>
          <div className="trial-words">{trial.said}</div>
        </Card>
        <Card size="small" title="为什么">
          <Why trial={trial} />
        </Card>
      </div>
      <Found trial={trial} />
    </div>
  );
}

export function Status({ trial: { status, mode, confidence } }: { trial: Trial }) {
  const { text, color } = statuses[status];
  return (
    <Flex wrap gap="0 10px">
      {status === 'answered' && (
        <Typography.Text type="secondary">
          {modes[mode]}，把握 {percent(confidence)}
        </Typography.Text>
      )}
      <Badge status={color} text={text} />
    </Flex>
  );
}

function Why({ trial }: { trial: Trial }) {
  const { status, words, synonyms, coverage, enough, missing, hits } = trial;
  if (status === 'refused')
    return <p className="trial-line">这句话不是在问资料里的事（问候、命令或不当要求），所以没有去查。</p>;
  const asleep = hits.filter(({ state }) => state.kind !== 'valid').length;
  return (
    <>
      <Line label="找的词" items={words} />
      <Line label="也当作" items={synonyms.map(({ word, others }) => `${word} = ${others.join('、')}`)} />
      <Line label="资料里没有" items={missing} />
      {hits.length === 0 ? (
        <p className="trial-line">没有找到任何段落：资料集里没有这方面的资料，或者资料集选窄了。</p>
      ) : (
        <>
          <p className="trial-line">
            最合适的一段含有问题的 {percent(coverage)}，至少要 {percent(enough)} 才回答。
          </p>
          <Progress
            percent={Math.round(coverage * 100)}
            showInfo={false}
            size="small"
            status={coverage >= enough ? 'success' : 'exception'}
            aria-label={`含有问题的 ${percent(coverage)}`}
          />
        </>
      )}
      {status === 'unanswered' && coverage >= enough && (
        <p className="trial-line">词够了，但没有一句话能直接作答（问的是数、日期或人，原文没有写，或关键的词缺了）。</p>
      )}
      {asleep > 0 && <p className="trial-line">有 {asleep} 段来自不在有效期的资料，不用来回答。</p>}
    </>
  );
}

function Line({ label, items }: { label: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <Flex wrap gap="4px" className="trial-line">
      <Typography.Text type="secondary">{label}：</Typography.Text>
      {items.map((item) => (
        <Tag key={item}>{item}</Tag>
      ))}
    </Flex>
  );
}

function Found({ trial: { hits } }: { trial: Trial }) {
  const placeOf = useDocumentPlace();
  if (hits.length === 0) return null;
  return (
    <section aria-label="找到的段落">
      <Typography.Title level={3} className="trial-title">
        找到的段落
      </Typography.Title>
      <ol className="passages">
        {hits.map(({ documentId, title, seq, section, collection, state, cited, score, text, terms }) => (
          <li key={`${documentId} ${seq}`} className={cited ? 'passage passage-wanted' : 'passage'}>
            <Flex justify="space-between" gap="small" align="flex-start">
              <span>
                <Link to={placeOf(documentId, seq)}>《{title}》</Link>{' '}
                <Typography.Text type="secondary">{section}</Typography.Text>
              </span>
              <Typography.Text className="figures passage-number" aria-label={`得分 ${score.toFixed(2)}`}>
                {score.toFixed(2)}
              </Typography.Text>
            </Flex>
            <Flex wrap gap="small" align="center">
              {cited && <Badge status="success" text="用在回答里" />}
              {state.kind !== 'valid' && <ForceTag state={state} />}
              <Tag>{collection}</Tag>
            </Flex>
            <div className="passage-text">
              <Marked text={text} terms={terms} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
