import { DatePicker, Form, Input, Radio, Select, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';

/** Days and times are kept as they are written, `YYYY-MM-DD` and `HH:MM`: no browser moves them into its own zone. */
export function DateField({ label = '日期' }: { label?: string }) {
  return (
    <Form.Item
      name="date"
      label={label}
      rules={[{ required: true, message: '请选日期。' }]}
      {...written((text) => dayjs(text, 'YYYY-MM-DD'), 'YYYY-MM-DD')}
    >
      <DatePicker allowClear={false} className="days-picker" />
    </Form.Item>
  );
}

export function TimeFields({ onlyUntil = false }: { onlyUntil?: boolean }) {
  const time = written((text) => dayjs(`2000-01-01T${text}`), 'HH:mm');
  const picker = <TimePicker format="HH:mm" minuteStep={5} needConfirm={false} allowClear={false} />;
  return (
    <>
      {!onlyUntil && (
        <Form.Item name="from" label="开始" rules={[{ required: true, message: '请选开始时间。' }]} {...time}>
          {picker}
        </Form.Item>
      )}
      <Form.Item name="until" label="结束" rules={[{ required: true, message: '请选结束时间。' }]} {...time}>
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

/** A picker whose value in the form is text. */
function written(read: (text: string) => Dayjs, format: string) {
  return {
    getValueProps: (text: string | undefined) => ({ value: text === undefined || text === '' ? null : read(text) }),
    normalize: (picked: Dayjs | null) => picked?.format(format) ?? '',
  };
}
