import { DatePicker, Form, Input, Radio, Select, Switch, Typography } from 'antd';
import { Attach } from './attach.tsx';
import type { Draft } from './order.ts';
import { SegmentInput } from './segment-input.tsx';

const names = ['{群名}', '{协会}', '{日期}', '{星期}'];

/** What the form asks; `Draft` is what it gives. */
export function ComposeFields() {
  const form = Form.useFormInstance<Draft>();
  const when = Form.useWatch('when', form);
  const add = (name: string): void => form.setFieldValue('text', `${form.getFieldValue('text') ?? ''}${name}`);
  return (
    <>
      <Form.Item name="to" label="发给谁">
        <SegmentInput />
      </Form.Item>
      <Form.Item
        name="text"
        label="内容"
        extra={
          <>
            各群会换成自己的：
            {names.map((name) => (
              <Typography.Link key={name} role="button" tabIndex={0} className="name-link" onClick={() => add(name)}>
                {name}
              </Typography.Link>
            ))}
          </>
        }
      >
        <Input.TextArea rows={7} className="grows" maxLength={4_000} showCount />
      </Form.Item>
      <Form.Item name="file" label="附件">
        <Attach />
      </Form.Item>
      <Form.Item name="when" label="什么时候发">
        <Radio.Group
          optionType="button"
          options={[
            { value: 'now', label: '现在' },
            { value: 'later', label: '定时' },
            { value: 'series', label: '定期' },
          ]}
        />
      </Form.Item>
      {when === 'later' && (
        <Form.Item name="at" label="时间（协会所在地）">
          <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
      )}
      {when === 'series' && <SeriesFields />}
      <ReceiptFields timed={when !== 'series'} />
      {when !== 'series' && <UrgentFields />}
    </>
  );
}

const usual = [
  { value: '0 9 * * 1', label: '每周一 9:00' },
  { value: '0 9 * * 5', label: '每周五 9:00' },
  { value: '0 9 1 * *', label: '每月 1 日 9:00' },
  { value: '0 9 15 * *', label: '每月 15 日 9:00' },
  { value: '0 9 * * *', label: '每天 9:00' },
];

function SeriesFields() {
  const form = Form.useFormInstance<Draft>();
  return (
    <>
      <Form.Item label="常用日程">
        <Select
          placeholder="选一个，或在下面写"
          options={usual}
          onChange={(cron: string) => form.setFieldValue('cron', cron)}
        />
      </Form.Item>
      <Form.Item name="cron" label="日程" extra="五项：分 时 日 月 星期。例如 30 8 * * 1 是每周一 8:30。">
        <Input placeholder="0 9 * * 1" />
      </Form.Item>
      <Form.Item name="days" label="在哪些日子">
        <Radio.Group
          options={[
            { value: 'all', label: '每到时间' },
            { value: 'workdays', label: '只在工作日（含调休）' },
            { value: 'before-holidays', label: '只在节前三天' },
          ]}
        />
      </Form.Item>
    </>
  );
}

function ReceiptFields({ timed }: { timed: boolean }) {
  const ask = Form.useWatch('ask', Form.useFormInstance<Draft>());
  return (
    <>
      <Form.Item name="ask" label="请大家回复“收到”" valuePropName="checked">
        <Switch />
      </Form.Item>
      {ask === true && (
        <>
          <Form.Item
            name="reason"
            label="为什么要回复"
            extra="写在台账和截止前的私聊提醒里，不写进群里的消息。没有回复的人只有秘书处看得到，不会在群里点名。"
          >
            <Input maxLength={100} placeholder="统计到会人数" />
          </Form.Item>
          {timed && (
            <Form.Item name="answerBy" label="最晚什么时候">
              <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} format="YYYY-MM-DD HH:mm" />
            </Form.Item>
          )}
        </>
      )}
    </>
  );
}

function UrgentFields() {
  const urgent = Form.useWatch('urgent', Form.useFormInstance<Draft>());
  return (
    <>
      <Form.Item name="urgent" label="加急" valuePropName="checked">
        <Switch />
      </Form.Item>
      {urgent === true && (
        <Form.Item
          name="urgentReason"
          label="加急的原因"
          extra="免打扰时段也发，不受每天条数限制。原因留在操作记录里。"
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  );
}
