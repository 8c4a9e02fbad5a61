import { Flex, Form, Select } from 'antd';

export type EveryValues = { pattern: string; nth: number; dayOfMonth: number; weekday: number };

const workdays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1];
const weekdays = ['一', '二', '三', '四', '五'];

/** As the server reads it: `workday:3`, or day, month and weekday. */
export function everyOf({ pattern, nth, dayOfMonth, weekday }: EveryValues): string {
  if (pattern === 'workday') return `workday:${nth}`;
  return pattern === 'month' ? `${dayOfMonth} * *` : `* * ${weekday}`;
}

/** How often; what falls on a day off is put off to the next working day. */
export function Every() {
  const pattern = Form.useWatch<string | undefined>('pattern') ?? 'workday';
  return (
    <Flex wrap gap="middle">
      <Form.Item name="pattern" label="规律" extra="遇休息日顺延到下一个工作日">
        <Select
          popupMatchSelectWidth={false}
          options={[
            { value: 'workday', label: '每月第几个工作日' },
            { value: 'month', label: '每月几日' },
            { value: 'week', label: '每周星期几' },
          ]}
        />
      </Form.Item>
      {pattern === 'workday' && (
        <Form.Item name="nth" label="第几个">
          <Select
            options={workdays.map((value) => ({ value, label: value === -1 ? '最后一个' : `第 ${value} 个` }))}
            popupMatchSelectWidth={false}
          />
        </Form.Item>
      )}
      {pattern === 'month' && (
        <Form.Item name="dayOfMonth" label="几日">
          <Select
            options={Array.from({ length: 28 }, (_, at) => ({ value: at + 1, label: `${at + 1} 日` }))}
            popupMatchSelectWidth={false}
          />
        </Form.Item>
      )}
      {pattern === 'week' && (
        <Form.Item name="weekday" label="星期几">
          <Select options={weekdays.map((name, at) => ({ value: at + 1, label: `星期${name}` }))} />
        </Form.Item>
      )}
    </Flex>
  );
}
