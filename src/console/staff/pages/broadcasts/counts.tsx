import { Flex, Progress, Tag } from 'antd';
import { deliveryStates } from '../../../../domain/delivery.ts';
import { stateNames } from '../../../../features/broadcasts/state-names.ts';
import type { Answer } from '../../api/call.ts';

export type Counts = Answer<'listBroadcasts'>['broadcasts'][number]['counts'];
type State = keyof Counts;

export const stateColours: Record<State, string> = {
  pending: 'default',
  claimed: 'processing',
  sending: 'processing',
  sent: 'success',
  failed: 'error',
  unknown: 'warning',
  skipped: 'default',
};

/** How far it is: what was sent of all, and what else there is. */
export function CountsBar({ counts }: { counts: Counts }) {
  const all = deliveryStates.reduce((sum, state) => sum + counts[state], 0);
  const others = deliveryStates.filter((state) => state !== 'sent' && counts[state] > 0);
  return (
    <Flex vertical className="figures">
      <Progress
        percent={all === 0 ? 0 : Math.round((counts.sent / all) * 100)}
        format={() => `${counts.sent}/${all}`}
        size="small"
        status={
          counts.failed + counts.unknown > 0 ? 'exception' : counts.sent === all && all > 0 ? 'success' : 'normal'
        }
        aria-label={`已送达 ${counts.sent}，共 ${all}`}
      />
      <Flex wrap gap={4}>
        {others.map((state) => (
          <Tag key={state} color={stateColours[state]} variant="filled">
            {stateNames[state]} {counts[state]}
          </Tag>
        ))}
      </Flex>
    </Flex>
  );
}

/** Whether anything may still happen by itself. */
export function isMoving(counts: Counts): boolean {
  return counts.pending + counts.claimed + counts.sending > 0;
}
