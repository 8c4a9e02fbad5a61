import { DatePicker, Form, InputNumber, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { today } from '../../shell/time.ts';

export type DueFilled = {
  due?: 'workdays' | 'day' | 'none' | undefined;
  workdays?: number | null | undefined;
  dueDay?: Dayjs | null | undefined;
};

/** Until when: so many working days, a day, or none. `keeps`: the day that holds where none is chosen. */
export function DueChoice({ keeps }: { keeps: string | null }) {
  const due = Form.useWatch<DueFilled['due']>('due');
  return (
    <>
      <Form.Item name="due" label="期限">
        <Radio.Group
          options={[
            { value: 'workdays', label: '几个工作日' },
            { value: 'day', label: '到哪一天' },
            { value: 'none', label: keeps === null ? '不设' : `照旧（${keeps}）` },
          ]}
        />
      </Form.Item>
      {due === 'workdays' && (
        <Form.Item
          name="workdays"
          extra="从明天算起，法定节假日不算，调休上班算。"
          rules={[{ required: true, message: '请填几个工作日' }]}
        >
          <InputNumber min={1} max={250} precision={0} suffix="个工作日" aria-label="工作日" />
        </Form.Item>
      )}
      {due === 'day' && (
        <Form.Item name="dueDay" extra="含当天。" rules={[{ required: true, message: '请选一天' }]}>
          <DatePicker aria-label="期限日期" minDate={dayjs(today())} />
        </Form.Item>
      )}
    </>
  );
}

export function dueOf({ due, workdays, dueDay }: DueFilled): { dueDay: string | null; workdays: number | null } {
  return {
    dueDay: due === 'day' && dueDay ? dueDay.format('YYYY-MM-DD') : null,
    workdays: due === 'workdays' ? (workdays ?? null) : null,
  };
}
