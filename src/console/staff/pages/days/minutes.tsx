import { App, Button, Card, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { dayReads, type ShownDay } from './words.ts';

const writable: ReadonlySet<ShownDay['status']> = new Set(['open', 'closed', 'reported', 'missed']);

/** What staff wrote down of it; it goes into the public result. */
export function Minutes({ day: { id, minutes, status } }: { day: ShownDay }) {
  const { message } = App.useApp();
  const [words, setWords] = useState<string | null>(null);
  const write = useAct('writeDayMinutes', {
    refresh: dayReads,
    done: () => (void message.success('已保存纪要。'), setWords(null)),
  });
  const edit = writable.has(status) && words === null && (
    <Button size="small" onClick={() => setWords(minutes ?? '')}>
      {minutes === null ? '写纪要' : '改'}
    </Button>
  );
  return (
    <Card size="small" title="接待纪要" extra={edit}>
      {words === null && (
        <Typography.Paragraph className="as-written" {...(minutes === null ? { type: 'secondary' } : {})}>
          {minutes ??
            (writable.has(status)
              ? '还没有写。会放进公布结果的 Word 文件，电话和姓名会去掉。'
              : '接待日开放以后再写。')}
        </Typography.Paragraph>
      )}
      {words !== null && (
        <Flex vertical gap="small">
          <Input.TextArea
            aria-label="接待纪要"
            className="grows"
            rows={7}
            maxLength={20_000}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          <Flex gap="small" justify="flex-end">
            <Button onClick={() => setWords(null)}>不改了</Button>
            <Button
              type="primary"
              disabled={words.trim() === ''}
              loading={write.isPending}
              onClick={() => write.mutate({ params: { id }, body: { text: words } })}
            >
              保存
            </Button>
          </Flex>
        </Flex>
      )}
    </Card>
  );
}
