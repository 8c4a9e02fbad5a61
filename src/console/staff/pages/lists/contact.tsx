import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';

/** Numbers are hidden until somebody asks, and that is on record. */
export function Contact({
  item: { id, provider, contact },
}: {
  item: { id: string; provider: string; contact: string | null };
}) {
  const [shown, setShown] = useState<string | null>(null);
  const show = useAct('showListContact', { done: (answer) => setShown(answer.contact) });
  if (contact === null) return '—';
  if (shown !== null) return <span className="figures">{shown}</span>;
  return (
    <Flex wrap gap={4} align="center">
      <span className="figures">{contact}</span>
      {contact.includes('*') && (
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
