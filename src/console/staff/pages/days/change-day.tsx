import { App, Flex, Form, Modal } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { showTime } from '../../shell/time.ts';
import { useSettled } from '../broadcasts/settled.ts';
import { DateField, PlaceFields, TimeFields, TopicsField, HostField } from './day-fields.tsx';
import { Outlook } from './outlook.tsx';
import { dayReads, type ShownDay } from './words.ts';

type Values = {
  date: string;
  from: string;
  until: string;
  host: string;
  online: boolean;
  place?: string;
  topics: string[];
};

/** What differs is told to the groups that heard of it; an open day may only end at another time. */
export function ChangeDay({ day, close }: { day: ShownDay; close: () => void }) {
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const before = valuesOf(day);
  const values = Form.useWatch<Values | undefined>((all: Values) => all, form) ?? before;
  const edit = useSettled(editOf(before, { ...before, ...values }), 400);
  const change = useAct('changeDay', {
    refresh: dayReads,
    done: () => (void message.success('已改。'), close()),
  });
  return (
    <Modal
      open
      title="改这次接待日"
      okText="就这样改"
      width={640}
      okButtonProps={{ disabled: Object.keys(edit).length === 0 }}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={before}
        onFinish={(written) =>
          change.mutate({ params: { id: day.id }, body: editOf(before, { ...before, ...written }) })
        }
      >
        <Flex wrap gap="middle">
          {day.status !== 'open' && <DateField />}
          <TimeFields onlyUntil={day.status === 'open'} />
        </Flex>
        {day.status !== 'open' && (
          <>
            <HostField />
            <PlaceFields />
            <TopicsField />
          </>
        )}
      </Form>
      <Outlook id={day.id} act={{ kind: 'change', edit }} />
    </Modal>
  );
}

function valuesOf({ date, startsAt, endsAt, host, place, topics }: ShownDay): Values {
  const times = { from: showTime(startsAt, 'clock'), until: showTime(endsAt, 'clock') };
  return { date, ...times, host, online: place === null, place: place ?? '', topics };
}

/** Only what is another now. */
function editOf(before: Values, after: Values) {
  const place = after.online ? null : (after.place ?? '').trim();
  const wasPlace = before.online ? null : (before.place ?? '');
  return {
    ...(after.date === before.date ? {} : { date: after.date }),
    ...(after.from === before.from ? {} : { from: after.from }),
    ...(after.until === before.until ? {} : { until: after.until }),
    ...(after.host === before.host ? {} : { host: after.host }),
    ...(place === wasPlace ? {} : { place }),
    ...(JSON.stringify(after.topics) === JSON.stringify(before.topics) ? {} : { topics: after.topics }),
  };
}
