import { Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { MessagePages, MessageSearch, useMessages } from './message-search.tsx';
import { MessageText } from './message-text.tsx';
import { usesInWords } from './words.ts';

/** Every message there is, and when it was and will be used. */
export function Library({ facts: { themes, occasions, today } }: { facts: Answer<'showDaily'> }) {
  const found = useMessages({ limit: 50 });
  return (
    <>
      <MessageSearch of={found} themes={themes} occasions={occasions} />
      <MessagePages of={found}>
        {(messages) => (
          <ul className="daily-choices daily-library" aria-label="寄语库">
            {messages.map((one) => (
              <li key={one.id}>
                <MessageText message={one}>
                  <Typography.Text type="secondary" className="figures">
                    {one.id} · {usesInWords(one, today)}
                  </Typography.Text>
                </MessageText>
              </li>
            ))}
          </ul>
        )}
      </MessagePages>
    </>
  );
}
