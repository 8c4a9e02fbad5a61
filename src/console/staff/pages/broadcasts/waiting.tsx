import { App, Button, Empty, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { RowList } from '../../shell/row-list.tsx';
import { useUser } from '../../shell/session.tsx';
import { showTime } from '../../shell/time.ts';

type One = Answer<'listWaiting'>['waiting'][number];

/** Groups no machine may write to: a person copies the text into the group and says that it is there. */
export function Waiting() {
  const reading = useRoute('listWaiting', {}, { every: 15_000 });
  const maySay = useUser().role !== 'staff';
  return (
    <ReadState of={reading}>
      {({ waiting }) => (
        <RowList
          label="等人手工发"
          empty={<Empty description="没有要手工发的内容。" />}
          rows={waiting.map((one) => ({
            key: one.deliveryId,
            title: one.group,
            body: <What of={one} />,
            acts: (
              <>
                <Copy of={one} />
                {maySay && <Posted of={one} />}
              </>
            ),
          }))}
        />
      )}
    </ReadState>
  );
}

function What({ of: { text, until } }: { of: One }) {
  return (
    <>
      <Typography.Paragraph className="as-written">{text}</Typography.Paragraph>
      {until !== null && <Typography.Text type="secondary">请在 {showTime(until)} 前发</Typography.Text>}
    </>
  );
}

function Posted({ of: { deliveryId, group } }: { of: One }) {
  const { message } = App.useApp();
  const posted = useAct('resolveDelivery', {
    refresh: ['listWaiting', 'showStatistics'],
    done: () => void message.success(`“${group}”已记为发好。`),
  });
  return (
    <Button
      type="primary"
      loading={posted.isPending}
      onClick={() => posted.mutate({ params: { id: deliveryId }, body: { as: 'sent' } })}
    >
      已发好
    </Button>
  );
}

function Copy({ of }: { of: One }) {
  const { message } = App.useApp();
  const copy = async (): Promise<void> => {
    if (await copied(of.text)) message.success(`已复制，请粘贴到“${of.group}”。`);
    else message.warning('浏览器不让复制，请选中文字后按 Ctrl+C。');
  };
  return <Button onClick={() => void copy()}>复制</Button>;
}

/** A page without TLS has no clipboard of its own; the old way still works there. */
async function copied(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
