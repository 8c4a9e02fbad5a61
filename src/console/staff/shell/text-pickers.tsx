import { DatePicker, type DatePickerProps, TimePicker, type TimePickerProps } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ComponentProps, useMemo } from 'react';

/**
 * Pickers whose value is text, `YYYY-MM-DD` and `HH:MM`: no browser moves it into its own zone. A picker takes another
 * object for another value and forgets what was typed or half chosen, so the same text is always the same object here.
 */
type Text = { value?: string; onChange?: (text: string) => void };

/** Empty text: none. */
export function DayPicker({
  value = '',
  onChange,
  ...rest
}: Text & Pick<DatePickerProps, 'allowClear' | 'className' | 'id'>) {
  const picked = useMemo(() => dayOf(value), [value]);
  return <DatePicker {...rest} value={picked} onChange={(day: Dayjs | null) => onChange?.(textOf(day))} />;
}

/** Empty text: none. */
export function ClockPicker({ value = '', onChange, ...rest }: Text & Omit<TimePickerProps, keyof Text>) {
  const picked = useMemo(() => (value === '' ? null : dayjs(`2000-01-01T${value}`)), [value]);
  const write = (time: Dayjs | null): void => onChange?.(time?.format('HH:mm') ?? '');
  return <TimePicker {...rest} format="HH:mm" value={picked} onChange={write} />;
}

type Range = { from?: string | undefined; to?: string | undefined };
type RangeProps = Omit<ComponentProps<typeof DatePicker.RangePicker>, 'value' | 'onChange' | 'multiple'>;

/** Either end may be open: undefined. */
export function DaysPicker({ from, to, onChange, ...rest }: Range & RangeProps & { onChange: (days: Range) => void }) {
  const picked = useMemo((): [Dayjs | null, Dayjs | null] => [dayOf(from ?? ''), dayOf(to ?? '')], [from, to]);
  return (
    <DatePicker.RangePicker
      {...rest}
      allowEmpty={[true, true]}
      value={picked}
      onChange={(days) => onChange({ from: textOf(days?.[0]) || undefined, to: textOf(days?.[1]) || undefined })}
    />
  );
}

function dayOf(text: string): Dayjs | null {
  return text === '' ? null : dayjs(text);
}

function textOf(day: Dayjs | null | undefined): string {
  return day?.format('YYYY-MM-DD') ?? '';
}
