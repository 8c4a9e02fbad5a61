import { Alert, Flex, Skeleton } from 'antd';
import type { Body } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { AsSeen, Reach } from './reach.tsx';
import type { DayOutlook } from './words.ts';

/** What would be told to whom, asked of the server before anything is done. */
export function Outlook({ id, act }: { id: string; act: Body<'previewDayAct'> }) {
  const { data, error } = useRoute('previewDayAct', { params: { id }, body: act }, { keep: true });
  if (error !== null) return <Alert type="warning" showIcon title={error.message} />;
  if (data === undefined) return <Skeleton active paragraph={{ rows: 4 }} />;
  return <Told outlook={data} />;
}

function Told({ outlook }: { outlook: DayOutlook }) {
  const { text, note, invitation, chats, withdrawn } = outlook;
  return (
    <Flex vertical gap="middle">
      {note !== null && <Alert type="info" showIcon title={note} />}
      {text !== null && (
        <>
          <AsSeen label="群里会收到" text={text} />
          <Reach reach={outlook} />
        </>
      )}
      {invitation !== null && <AsSeen label={`另外私聊邀请 ${chats} 人`} text={invitation} />}
      {withdrawn > 0 && <Alert type="info" showIcon title={`之前安排、还没发出的 ${withdrawn} 条不再发。`} />}
    </Flex>
  );
}
