import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import type { Pages } from './use-pages.ts';

export const pageSize = 50;

/** From page to page, and where in all of them we are. */
export function Pager({
  pages,
  next,
  shown,
  total,
}: {
  pages: Pages;
  next: string | null;
  shown: number;
  total: number | null;
}) {
  if (pages.page === 1 && next === null) return null;
  const first = (pages.page - 1) * pageSize;
  return (
    <Flex component="nav" aria-label="翻页" justify="flex-end" align="center" gap="small" className="pager">
      <Typography.Text type="secondary" className="figures">
        第 {first + 1} 到 {first + shown} 个{total === null ? '' : `，共 ${total} 个`}
      </Typography.Text>
      <Button icon={<LeftOutlined />} aria-label="上一页" disabled={pages.page === 1} onClick={pages.back} />
      <Button
        icon={<RightOutlined />}
        aria-label="下一页"
        disabled={next === null}
        onClick={() => next !== null && pages.next(next)}
      />
    </Flex>
  );
}
