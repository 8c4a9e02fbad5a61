import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Tag, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { ChannelUse, type Use } from './channel-use.tsx';

type Finding = Answer<'listFindings'>['findings'][number];
type State = Finding['state'];

const states = {
  fail: { label: '故障', color: 'error' },
  warn: { label: '注意', color: 'warning' },
  ok: { label: '正常', color: 'success' },
  off: { label: '未用', color: 'default' },
} as const satisfies Record<State, { label: string; color: string }>;
/** The worst first. */
const order: readonly State[] = ['fail', 'warn', 'ok', 'off'];

/** What `doctor` says: the channels, and everything else, what does not work first. */
export function Findings() {
  const findings = useRoute('listFindings', {}, { every: 120_000 });
  const used = useRoute('listChannelUse', {}, { every: 120_000 });
  const { isFetching } = findings;
  const refetch = (): void => void Promise.all([findings.refetch(), used.refetch()]);
  return (
    <ReadState of={findings} rows={8}>
      {({ findings: found, at }) => {
        const parts = partsOf(found);
        const [channels, others] = [parts.filter(({ channel }) => channel), parts.filter(({ channel }) => !channel)];
        return (
          <Flex vertical gap="middle">
            <Flex wrap justify="space-between" align="center" gap="small">
              <Summary parts={parts} />
              <Flex align="center" gap="small">
                <Typography.Text type="secondary">{`检查于 ${showTime(at, 'clock')}`}</Typography.Text>
                <Button icon={<ReloadOutlined />} loading={isFetching} onClick={refetch}>
                  再查一次
                </Button>
              </Flex>
            </Flex>
            <Parts title="渠道" parts={channels} use={used.data?.channels ?? []} />
            <Parts title="其他部分" parts={others} use={[]} />
          </Flex>
        );
      }}
    </ReadState>
  );
}

type Part = { name: string; title: string; channel: boolean; state: State; findings: Finding[] };

/** One for all that is said of a part, in its worst state. */
function partsOf(findings: readonly Finding[]): Part[] {
  const parts = new Map<string, Part>();
  for (const finding of findings) {
    const { name, title, channel, state } = finding;
    const part = parts.get(name) ?? { name, title, channel, state, findings: [] };
    const worst = order.indexOf(state) < order.indexOf(part.state) ? state : part.state;
    parts.set(name, { ...part, state: worst, findings: [...part.findings, finding] });
  }
  return [...parts.values()].toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

function Summary({ parts }: { parts: readonly Part[] }) {
  const failed = parts.filter(({ state }) => state === 'fail').length;
  const warned = parts.filter(({ state }) => state === 'warn').length;
  if (failed > 0) return <Alert type="error" showIcon title={`${failed} 个部分有故障，请按下面的说明处理。`} />;
  if (warned > 0) return <Alert type="warning" showIcon title={`${warned} 个部分需要注意，其余正常。`} />;
  return <Alert type="success" showIcon title="都正常。" />;
}

function Parts({ title, parts, use }: { title: string; parts: readonly Part[]; use: readonly Use[] }) {
  return (
    <section aria-label={title}>
      <Typography.Title level={2} className="settings-title">
        {title}
      </Typography.Title>
      <div className="settings-cards">
        {parts.map((part) => (
          <Card
            key={part.name}
            size="small"
            title={part.title}
            extra={<Tag color={states[part.state].color}>{states[part.state].label}</Tag>}
          >
            <ul className="settings-list">
              {part.findings.map((finding) => (
                <li key={finding.detail}>
                  <Said finding={finding} />
                </li>
              ))}
            </ul>
            {use
              .filter(({ id }) => id === part.name)
              .map((one) => (
                <ChannelUse key={one.id} use={one} />
              ))}
          </Card>
        ))}
      </div>
    </section>
  );
}

function Said({ finding: { state, detail, action } }: { finding: Finding }) {
  return (
    <div className="settings-words">
      {state === 'ok' || state === 'warn' ? (
        <Typography.Text>{detail}</Typography.Text>
      ) : (
        <Typography.Text type={state === 'fail' ? 'danger' : 'secondary'}>{detail}</Typography.Text>
      )}
      {action !== null && (
        <div>
          <Typography.Text type="secondary">{`怎么办：${action}`}</Typography.Text>
        </div>
      )}
    </div>
  );
}
