import { Button, Divider, Flex, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';

const pageSize = 30;
/** Passages shown before the one that is looked for. */
const before = 2;

/** The passages of a document in order, from a little before the one that is looked for. */
export function Passages({ id, at }: { id: string; at: number }) {
  const [from, setFrom] = useState(Math.max(0, at - before));
  const read = useRoute('listPassages', { params: { id }, query: { from, limit: pageSize } }, { keep: true });
  return (
    <ReadState of={read}>
      {({ passages, total }) => (
        <section aria-label="段落">
          <Divider titlePlacement="start">机器人看到的段落</Divider>
          <ol className="passages">
            {passages.map(({ seq, section, text, page }) => (
              <Passage key={seq} seq={seq} section={section} text={text} page={page} isWanted={at > 0 && seq === at} />
            ))}
          </ol>
          {total === 0 && <Typography.Text type="secondary">没有段落</Typography.Text>}
          {total > pageSize && (
            <Flex justify="space-between" align="center" gap="small" wrap>
              <Button disabled={from === 0} onClick={() => setFrom(Math.max(0, from - pageSize))}>
                前 {pageSize} 段
              </Button>
              <Typography.Text type="secondary" className="figures">
                {`${from + 1}–${from + passages.length}，共 ${total} 段`}
              </Typography.Text>
              <Button disabled={from + passages.length >= total} onClick={() => setFrom(from + pageSize)}>
                后 {pageSize} 段
              </Button>
            </Flex>
          )}
        </section>
      )}
    </ReadState>
  );
}

type Shown = { seq: number; section: string; text: string; page: number | null; isWanted: boolean };

function Passage({ seq, section, text, page, isWanted }: Shown) {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isWanted) place.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  return (
    <li ref={place} className={isWanted ? 'passage passage-wanted' : 'passage'}>
      <Flex justify="space-between" gap="small">
        <Typography.Text type="secondary">{section === '' ? '（开头）' : section}</Typography.Text>
        <Typography.Text type="secondary" className="figures passage-number">
          {page === null ? '' : `第 ${page} 页 · `}
          {seq + 1}
        </Typography.Text>
      </Flex>
      <div className="passage-text">{text}</div>
    </li>
  );
}
