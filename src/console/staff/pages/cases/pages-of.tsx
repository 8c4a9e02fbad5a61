import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';

/** Back and on; nothing where one page holds all. */
export function Pages({
  number,
  next,
  back,
  on,
}: {
  number: number;
  next: string | null;
  back: () => void;
  on: (place: string) => void;
}) {
  if (number === 1 && next === null) return null;
  return (
    <Flex component="nav" justify="end" align="center" gap="small" className="case-pages" aria-label="翻页">
      <Button icon={<LeftOutlined />} disabled={number === 1} onClick={back}>
        上一页
      </Button>
      <span className="figures">第 {number} 页</span>
      <Button
        disabled={next === null}
        onClick={() => next !== null && on(next)}
        icon={<RightOutlined />}
        iconPlacement="end"
      >
        下一页
      </Button>
    </Flex>
  );
}
