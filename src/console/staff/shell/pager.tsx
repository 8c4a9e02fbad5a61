import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';

/**
 * Back and on through a list that the server pages. `places`: the `next` of each page before this one; `next` null: it is the
 * last. What stands between the buttons is given.
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
  return (
    <Flex justify="center" align="center" gap="small" className="pager" component="nav" aria-label="翻页">
      <Button disabled={places.length === 0} onClick={() => go(places.slice(0, -1))}>
        上一页
      </Button>
      {children}
      <Button disabled={next === null} onClick={() => next !== null && go([...places, next])}>
        下一页
      </Button>
    </Flex>
  );
}
