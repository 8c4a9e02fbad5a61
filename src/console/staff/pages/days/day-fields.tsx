import { Form, Input, Radio, Select } from 'antd';
import { ClockPicker, DayPicker } from '../../shell/text-pickers.tsx';

export function DateField({ label = '日期' }: { label?: string }) {
  return (
    <Form.Item name="date" label={label} rules={[{ required: true, message: '请选日期。' }]}>
      <DayPicker allowClear={false} className="days-picker" />
    </Form.Item>
  );
}

export function TimeFields({ onlyUntil = false }: { onlyUntil?: boolean }) {
  const picker = <ClockPicker minuteStep={5} needConfirm={false} allowClear={false} />;
  return (
    <>
      {!onlyUntil && (
        <Form.Item name="from" label="开始" rules={[{ required: true, message: '请选开始时间。' }]}>
          {picker}
        </Form.Item>
      )}
      <Form.Item name="until" label="结束" rules={[{ required: true, message: '请选结束时间。' }]}>
        {picker}
      </Form.Item>
    </>
  );
}

export function HostField() {
  return (
    <Form.Item name="host" label="谁接待" rules={[{ required: true, whitespace: true, message: '请写谁接待。' }]}>
      <Input placeholder="如 张会长" maxLength={60} />
    </Form.Item>
  );
}

export function PlaceFields() {
  const online = Form.useWatch<boolean | undefined>('online') ?? true;
  return (
    <>
      <Form.Item name="online" label="在哪里">
        <Radio.Group
          options={[
            { value: true, label: '线上，在群里' },
            { value: false, label: '现场' },
          ]}
        />
      </Form.Item>
      {!online && (
        <Form.Item name="place" label="地点" rules={[{ required: true, whitespace: true, message: '请写地点。' }]}>
          <Input placeholder="如 协会二楼会议室" maxLength={120} />
        </Form.Item>
      )}
    </>
  );
}

export function TopicsField() {
  return (
    <Form.Item name="topics" label="主题" extra="写一个按一次回车；不写就是不限。">
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={['，', ',', '、']}
        placeholder="如 涉企收费"
      />
    </Form.Item>
  );
}
