import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

/**
 * Back and on through a list that the server pages; nothing where one page holds all and there is nothing to say.
 * `places`: the `next` of each page before this one; `next` null: it is the last. What stands between the buttons is given.
 */
export function Pager({
  places,
  next,
  go,
  children,
}: {
  places: readonly string[];
  next: string | null;
  go: (places: readonly string[]) => void;
  children?: ReactNode;
}) {
  const alone = places.length === 0 && next === null;
  if (alone && children === undefined) return null;
  return (
    <Flex justify="flex-end" align="center" gap="small" className="pager" component="nav" aria-label="翻页">
      {children !== undefined && (
        <Typography.Text type="secondary" className="figures">
          {children}
        </Typography.Text>
      )}
      {!alone && (
        <>
          <Button icon={<LeftOutlined />} disabled={places.length === 0} onClick={() => go(places.slice(0, -1))}>
            上一页
          </Button>
          <Button
            icon={<RightOutlined />}
            iconPlacement="end"
            disabled={next === null}
            onClick={() => next !== null && go([...places, next])}
          >
            下一页
          </Button>
        </>
      )}
    </Flex>
  );
}
