import { App, Button, Drawer, Flex, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { showDay, showDayAndWeekday } from '../../shell/days.ts';
import { MessagePages, MessageSearch, useMessages } from './message-search.tsx';
import { MessageText } from './message-text.tsx';
import { type DailyMessage, dailyReads, usesInWords } from './words.ts';

/** The library, to take one for a day; it says which of them would come again too soon. */
export function ChooseMessage({
  date,
  themes,
  open,
  close,
}: {
  date: string;
  themes: Answer<'showDaily'>['themes'];
  open: boolean;
  close: () => void;
}) {
  return (
    <Drawer title={`为${showDayAndWeekday(date)}挑一条`} open={open} size={640} onClose={close} destroyOnHidden>
      <Choices date={date} themes={themes} close={close} />
    </Drawer>
  );
}

function Choices({ date, themes, close }: { date: string; themes: Answer<'showDaily'>['themes']; close: () => void }) {
  const found = useMessages({ day: date, limit: 20 });
  const { message, modal } = App.useApp();
  const fix = useAct('fixDailyDay', {
    refresh: dailyReads,
    done() {
      void message.success(`${showDay(date)} 就发这一条。`);
      close();
    },
  });
  const take = ({ id }: DailyMessage) => fix.mutateAsync({ params: { id: date }, body: { messageId: id } });
  const choose = (one: DailyMessage): void => {
    if (!one.repeats) return void take(one).catch(() => undefined);
    void modal.confirm({
      title: '这一条离得太近，还用吗？',
      content: usesInWords(one, date),
      okText: '还是用它',
      onOk: () => take(one).catch(() => undefined),
    });
  };
  return (
    <>
      <MessageSearch of={found} themes={themes} />
      <MessagePages of={found}>
        {(messages) => (
          <ul className="daily-choices" aria-label="可以用的寄语">
            {messages.map((one) => (
              <li key={one.id}>
                <Flex gap="middle" align="flex-start" justify="space-between">
                  <MessageText message={one}>
                    <Typography.Text type={one.repeats ? 'warning' : 'secondary'}>
                      {usesInWords(one, date)}
                    </Typography.Text>
                  </MessageText>
                  <Button aria-label={`用 ${one.id}`} disabled={fix.isPending} onClick={() => choose(one)}>
                    用这条
                  </Button>
                </Flex>
              </li>
            ))}
          </ul>
        )}
      </MessagePages>
    </>
  );
}
