import { Alert, Drawer, Empty, Flex, Tag, Typography } from 'antd';
import { listTitles } from '../../../../features/reception/list-titles.ts';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { Contact } from './contact.tsx';

type Item = Answer<'listListItems'>['items'][number];

/** What of the other two lists may serve a demand, best first. */
export function Matches({ item, close }: { item: Item | null; close: () => void }) {
  return (
    <Drawer
      title={item === null ? '' : `谁能帮上：${item.subject}`}
      open={item !== null}
      size={560}
      onClose={close}
      destroyOnHidden
    >
      {item !== null && <Found item={item} />}
    </Drawer>
  );
}

function Found({ item }: { item: Item }) {
  const reading = useRoute('matchListItem', { params: { id: item.id } });
  return (
    <ReadState of={reading}>
      {({ matches }) =>
        matches.length === 0 ? (
          <Empty description="清单里没有对得上的。可以补充服务能力清单，或换个说法。" />
        ) : (
          <Flex vertical gap="middle">
            <Alert type="info" showIcon title="请核实后再联系双方，不要直接答应会员。" />
            <ol className="lists-matches" aria-label="对得上的">
              {matches.map((one) => (
                <li key={one.id}>
                  <Typography.Text strong>{one.provider}</Typography.Text>
                  <div>{one.subject}</div>
                  {one.detail !== null && <Typography.Text type="secondary">{one.detail}</Typography.Text>}
                  <Flex wrap gap={6} align="center">
                    <Tag>{listTitles[one.list]}</Tag>
                    {one.shared.length > 0 && (
                      <Typography.Text type="secondary">都提到：{one.shared.join('、')}</Typography.Text>
                    )}
                  </Flex>
                  <Contact item={one} />
                </li>
              ))}
            </ol>
          </Flex>
        )
      }
    </ReadState>
  );
}
