import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';

type Line = { provider: string; subject: string; detail: string | null; field: string | null; contact: string | null };

/** Numbers are hidden, in whatever column they stand, until somebody asks, and that is on record. */
export function Contact({ item: { id, ...item } }: { item: Line & { id: string } }) {
  const [shown, setShown] = useState<Line | null>(null);
  const show = useAct('showListContact', { done: setShown });
  const { provider, contact } = item;
  const hidden = columns.filter((column) => item[column]?.includes('**'));
  if (shown !== null) return <Shown lines={['contact' as const, ...hidden].map((column) => shown[column])} />;
  if (contact === null && hidden.length === 0) return '—';
  return (
    <Flex wrap gap={4} align="center">
      {contact !== null && <span className="figures">{contact}</span>}
      {(hidden.length > 0 || contact?.includes('*')) && (
        <Button
          size="small"
          type="link"
          loading={show.isPending}
          aria-label={`显示${provider}的联系方式`}
          title="看过会留下记录"
          onClick={() => show.mutate({ params: { id } })}
        >
          显示
        </Button>
      )}
    </Flex>
  );
}

const columns = ['provider', 'subject', 'detail', 'field'] as const;

function Shown({ lines }: { lines: readonly (string | null)[] }) {
  return lines
    .filter((line) => line !== null)
    .map((line) => (
      <div key={line} className="figures">
        {line}
      </div>
    ));
}
