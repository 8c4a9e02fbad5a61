import { Flex } from 'antd';
import { Link } from 'react-router';
import { showRecorded } from '../../shell/time.ts';
import { Due, type Listed, StatusTag } from './words.tsx';

/** The list where there is no room for a table. */
export function CaseCards({ cases }: { cases: readonly Listed[] }) {
  return (
    <ul className="case-cards" aria-label="诉求台账">
      {cases.map((one) => (
        <li key={one.no}>
          <Link to={`/cases/${one.no}`} className="case-card">
            <Flex justify="space-between" align="center" gap="small">
              <span className="figures case-no">{one.no}</span>
              <StatusTag status={one.status} />
            </Flex>
            <span className="case-card-content">{one.content}</span>
            <Flex wrap justify="space-between" gap="4px 12px" className="quiet">
              <span>
                {one.kindName}
                {one.organization !== null && ` · ${one.organization}`}
              </span>
              {one.dueDay === null ? <span className="figures">{showRecorded(one.createdAt)}</span> : <Due of={one} />}
            </Flex>
          </Link>
        </li>
      ))}
    </ul>
  );
}
