import { Button, Flex, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { addressOf } from '../../api/call.ts';

/** The sheet of a month, which a leader signs. */
export function MonthSheet({ today, open, close }: { today: string; open: boolean; close: () => void }) {
  const months = monthsFrom(today);
  const [month, setMonth] = useState(months[2] ?? today.slice(0, 7));
  const file = (format: 'xlsx' | 'docx' | 'csv') =>
    addressOf('exportDailyMonth', { params: { id: month }, query: { format } });
  return (
    <Modal title="导出一个月的寄语" open={open} footer={null} onCancel={close} destroyOnHidden>
      <Flex vertical gap="middle">
        <Typography.Text>一天一行，打印出来请领导审签。还没到的日子是到时会选的，之后可能会变。</Typography.Text>
        <Select
          aria-label="月份"
          value={month}
          onChange={setMonth}
          options={months.map((value) => ({ value, label: `${value.slice(0, 4)} 年 ${Number(value.slice(5))} 月` }))}
        />
        <Flex gap="small" justify="flex-end">
          <Button href={file('csv')} download>
            CSV
          </Button>
          <Button href={file('docx')} download>
            Word
          </Button>
          <Button type="primary" href={file('xlsx')} download>
            Excel
          </Button>
        </Flex>
      </Flex>
    </Modal>
  );
}

/** The month before, this one and those that come; the third is the next one. */
function monthsFrom(today: string): string[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: 8 }, (_, at) => new Date(Date.UTC(year, month - 2 + at, 15)).toISOString().slice(0, 7));
}
