import { Button, Dropdown, Tooltip } from 'antd';
import { DownOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { ActModal } from './act-modal.tsx';
import { actWords, type Action } from './act-words.ts';
import type { Whole } from './words.tsx';

/** Of what can be done the next thing first; what is done seldom stands behind 更多. */
const firsts: readonly Action[] = ['accept', 'assign', 'start', 'resolve', 'report_back', 'reopen', 'reply'];

/** What is done next, usually. */
function leadOf({ status, assignments }: Whole): Action | null {
  const given = assignments.some(({ endedAt }) => endedAt === null);
  if (status === 'registered') return 'accept';
  if (status === 'accepted') return given ? 'start' : 'assign';
  if (status === 'in_progress') return 'resolve';
  return status === 'resolved' ? 'report_back' : null;
}

export function Actions({ one }: { one: Whole }) {
  const [doing, setDoing] = useState<Action | null>(null);
  const near = firsts.filter((action) => one.actions.includes(action));
  const rest = one.actions.filter((action) => !firsts.includes(action));
  const lead = leadOf(one);
  return (
    <>
      {near.map((action) => (
        <Tooltip key={action} title={action === 'reply' ? one.noReply : null}>
          <Button
            type={action === lead ? 'primary' : 'default'}
            disabled={action === 'reply' && one.noReply !== null}
            onClick={() => setDoing(action)}
          >
            {actWords[action].button}
          </Button>
        </Tooltip>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((action) => ({
              key: action,
              label: actWords[action].button,
              danger: action === 'decline',
              onClick: () => setDoing(action),
            })),
          }}
        >
          <Button>
            更多 <DownOutlined />
          </Button>
        </Dropdown>
      )}
      {doing !== null && <ActModal one={one} action={doing} close={() => setDoing(null)} />}
    </>
  );
}
