import { ArrowLeftOutlined, EyeOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { Actions } from './actions.tsx';
import { Alike } from './alike.tsx';
import { Assignments } from './assignments.tsx';
import './cases.css';
import { Facts } from './facts.tsx';
import { lastList } from './filter.ts';
import { Files } from './files.tsx';
import { Steps } from './steps.tsx';
import { Told } from './told.tsx';
import { StatusTag, type Whole } from './words.tsx';

/** One case: what it is, what became of it, and what can be done now. */
export function OneCase() {
  const { no = '' } = useParams();
  const whole = useRoute('showCase', { params: { id: no } }, { every: 20_000 });
  return (
    <>
      <Back />
      <ReadState of={whole} rows={12}>
        {(one) => <Shown key={one.no} one={one} />}
      </ReadState>
    </>
  );
}

/** To the list as it was left. */
function Back() {
  return (
    <Link to={`/cases?${lastList()}`} className="case-back">
      <ArrowLeftOutlined /> 诉求台账
    </Link>
  );
}

function Shown({ one: hidden }: { one: Whole }) {
  const [open, setOpen] = useState<Whole | null>(null);
  // What somebody asked to see is of the version they asked for: whatever changed since is hidden again.
  const one = open?.version === hidden.version ? open : hidden;
  return (
    <>
      <PageHead
        title={`${one.kindName} ${one.no}`}
        about={<StatusTag status={one.status} />}
        actions={<Actions one={one} />}
      />
      {one.mergedInto !== null && (
        <Alert
          type="info"
          showIcon
          className="case-merged"
          title={
            <>
              已并入 <Link to={`/cases/${one.mergedInto}`}>{one.mergedInto}</Link>，办理看那一件；提交人照样收到进展。
            </>
          }
        />
      )}
      <div className="case-columns">
        <Flex vertical gap="middle" className="case-main">
          <Card title="内容" extra={<Reveal one={one} shown={setOpen} />}>
            <Facts one={one} />
          </Card>
          <Card title="经过">
            <Steps steps={one.steps} />
          </Card>
        </Flex>
        <Flex vertical gap="middle" className="case-side">
          <Assignments one={one} />
          <Told one={one} />
          <Files one={one} />
          <Alike one={one} />
        </Flex>
      </div>
    </>
  );
}

/** Names and numbers are asked for, and that is on record. */
function Reveal({ one, shown }: { one: Whole; shown: (whole: Whole | null) => void }) {
  const client = useQueryClient();
  const [failed, setFailed] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  if (!one.hidden)
    return (
      <Flex gap="small" align="center">
        <Typography.Text type="secondary">已记入操作记录</Typography.Text>
        <Button size="small" onClick={() => shown(null)}>
          重新打码
        </Button>
      </Flex>
    );
  const ask = async (): Promise<void> => {
    setAsking(true);
    try {
      const whole = await call('revealCase', { params: { id: one.no } });
      shown(whole);
      setFailed(null);
      // It may have changed meanwhile: what is hidden must be of the same version.
      if (whole.version !== one.version) await client.invalidateQueries({ queryKey: ['showCase'] });
    } catch (error) {
      setFailed(error instanceof Error ? error.message : '没有看到，请再试一次。');
    } finally {
      setAsking(false);
    }
  };
  return (
    <Flex gap="small" align="center">
      {failed !== null && <Typography.Text type="danger">{failed}</Typography.Text>}
      <Button
        size="small"
        icon={<EyeOutlined />}
        loading={asking}
        title="谁看过会记入操作记录"
        onClick={() => void ask()}
      >
        显示姓名和电话
      </Button>
    </Flex>
  );
}
