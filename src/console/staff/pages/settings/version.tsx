import { Card, Descriptions } from 'antd';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';

const stores = { sqlite: 'SQLite（单机）', postgres: 'PostgreSQL' } as const;

/** What runs, for whoever asks for help. */
export function Version() {
  const system = useRoute('showSystem', {}, { every: 60_000 });
  return (
    <Card title="运行的版本" className="settings-column">
      <ReadState of={system}>
        {({ version, node, store, timeZone, startedAt, now }) => (
          <Descriptions
            column={1}
            items={[
              { key: 'version', label: '清语', children: version },
              { key: 'node', label: 'Node.js', children: node },
              { key: 'store', label: '数据存储', children: stores[store] },
              { key: 'zone', label: '时区', children: timeZone },
              { key: 'since', label: '这次启动于', children: showTime(startedAt) },
              { key: 'now', label: '服务的时间', children: showTime(now) },
            ]}
          />
        )}
      </ReadState>
    </Card>
  );
}
