import { Button, Empty, Flex, Tag, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { AskModel } from './ask-model.tsx';
import { DraftActs } from './draft-acts.tsx';
import type { DailyDraft } from './words.ts';

/** What waits for a person, what was decided, and a model that may draft some. */
export function Drafts({ facts, write }: { facts: Answer<'showDaily'>; write: () => void }) {
  const waiting = useRoute('listDailyDrafts', { query: { decided: 'false' } }, { every: 5_000 });
  const decided = useRoute('listDailyDrafts', { query: { decided: 'true' } });
  return (
    <Flex vertical gap="large">
      <AskModel facts={facts} />
      <section>
        <Typography.Title level={2} className="daily-part">
          待审
        </Typography.Title>
        <ReadState of={waiting}>
          {({ drafts }) =>
            drafts.length === 0 ? (
              <Empty description="没有待审的寄语。写一条，或请大模型起草几条。">
                <Button onClick={write}>写一条寄语</Button>
              </Empty>
            ) : (
              <DraftList drafts={drafts} label="待审的寄语" />
            )
          }
        </ReadState>
      </section>
      {(decided.data?.drafts.length ?? 0) > 0 && (
        <section>
          <Typography.Title level={2} className="daily-part">
            审过的
          </Typography.Title>
          <DraftList drafts={(decided.data?.drafts ?? []).toReversed()} label="审过的寄语" />
        </section>
      )}
    </Flex>
  );
}

function DraftList({ drafts, label }: { drafts: readonly DailyDraft[]; label: string }) {
  return (
    <ul className="daily-drafts" aria-label={label}>
      {drafts.map((draft) => (
        <li key={draft.id}>
          <Draft draft={draft} />
        </li>
      ))}
    </ul>
  );
}

function Draft({ draft }: { draft: DailyDraft }) {
  const { id, text, source, theme, occasion, generated, createdBy, createdAt } = draft;
  return (
    <Flex wrap gap="middle" align="flex-start" justify="space-between">
      <div className="daily-draft">
        <Typography.Paragraph className="as-written daily-message">{text}</Typography.Paragraph>
        {source !== null && <Typography.Text type="secondary">——{source} </Typography.Text>}
        <Flex wrap gap={6} align="center">
          {generated && <Tag color="gold">AI 生成</Tag>}
          <Tag>{theme}</Tag>
          {occasion !== null && <Tag color="green">{occasion}用</Tag>}
          <Typography.Text type="secondary" className="figures">
            {id} · {createdBy} · {showTime(createdAt)}
          </Typography.Text>
        </Flex>
      </div>
      {draft.state === 'draft' ? <DraftActs draft={draft} /> : <Decided draft={draft} />}
    </Flex>
  );
}

function Decided({ draft: { state, decidedBy, decidedAt, reason } }: { draft: DailyDraft }) {
  return (
    <div>
      <Tag color={state === 'approved' ? 'green' : 'default'}>{state === 'approved' ? '通过' : '退回'}</Tag>
      <Typography.Text type="secondary" className="figures">
        {decidedBy} · {showTime(decidedAt)}
        {reason === null ? '' : ` · ${reason}`}
      </Typography.Text>
    </div>
  );
}
