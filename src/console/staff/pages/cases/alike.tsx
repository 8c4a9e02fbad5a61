import { Button, Card, Col, Flex, Input, Modal, Popconfirm, Row, Typography } from 'antd';
import { useState } from 'react';
import { statusNames } from '../../../../features/reception/labels.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { Facts } from './facts.tsx';
import { useCaseAct } from './use-case-act.ts';
import { StatusTag, type Whole } from './words.tsx';

/** Open cases that read the same, and why, and any other by its number; somebody looks at both before they become one. */
export function Alike({ one }: { one: Whole }) {
  const open = one.endedAt === null;
  const alike = useRoute('listAlikeCases', { params: { id: one.no } }, { enabled: open });
  const [other, setOther] = useState<string | null>(null);
  if (!open) return null;
  return (
    <Card title="看起来相同的" size="small">
      <ReadState of={alike} rows={2}>
        {({ cases }) =>
          cases.length === 0 ? (
            <p className="quiet case-empty">没办完的里面没有看起来相同的。</p>
          ) : (
            <ul className="case-lines" aria-label="看起来相同的">
              {cases.slice(0, 5).map((found) => (
                <li key={found.no}>
                  <div className="case-line-head">
                    <span className="figures">
                      {found.no} <span className="quiet">{statusNames[found.status]}</span>
                    </span>
                    <Button size="small" aria-label={`对比 ${found.no}`} onClick={() => setOther(found.no)}>
                      对比
                    </Button>
                  </div>
                  <div className="case-content">{found.content}</div>
                  <div className="quiet">
                    相近 {Math.round(found.score * 100)}%，{found.reason}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </ReadState>
      <Input.Search
        className="case-other"
        aria-label="另一件的编号"
        placeholder="或写另一件的编号"
        enterButton="对比"
        // The dialog takes the focus, and its way out would take the key.
        onPressEnter={(event) => event.preventDefault()}
        onSearch={(no) => {
          if (no.trim() !== '' && no.trim() !== one.no) setOther(no.trim());
        }}
      />
      {other !== null && <Compare one={one} other={other} close={() => setOther(null)} />}
    </Card>
  );
}

function Compare({ one, other, close }: { one: Whole; other: string; close: () => void }) {
  const found = useRoute('showCase', { params: { id: other } });
  return (
    <Modal title="两件对比" open width={1080} footer={null} onCancel={close}>
      <ReadState of={found}>
        {(two) => (
          <Row gutter={[24, 16]}>
            <Side one={one} into={two} done={close} here />
            <Side one={two} into={one} done={close} />
          </Row>
        )}
      </ReadState>
    </Modal>
  );
}

type SideProps = { one: Whole; into: Whole; done: () => void; here?: boolean };

function Side({ one, into, done, here = false }: SideProps) {
  const { mutate, isPending } = useCaseAct('mergeCase', { done, said: `${one.no} 已并入 ${into.no}` });
  return (
    <Col xs={24} md={12}>
      <Flex justify="space-between" align="center">
        <Typography.Title level={2} className="case-side-title">
          {one.no}
          {here && '（本件）'}
        </Typography.Title>
        <StatusTag status={one.status} />
      </Flex>
      <Facts one={one} />
      <Popconfirm
        title={`把 ${one.no} 并入 ${into.no}？`}
        description={`${one.no} 到此结束，以后只办 ${into.no}；两边的提交人都会收到消息。不能撤销。`}
        okText="并入"
        onConfirm={() => mutate({ params: { id: one.no }, body: { into: into.no, seen: one.version } })}
      >
        <Button className="case-merge" loading={isPending} disabled={one.endedAt !== null || into.endedAt !== null}>
          把 {one.no} 并入 {into.no}
        </Button>
      </Popconfirm>
    </Col>
  );
}
