import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Input } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import './printed-ledger.css';
import { today } from './time.ts';

/** `wide`: it holds sentences. */
export type PrintColumn<Row> = { title: string; of: (row: Row) => ReactNode; wide?: boolean };

type Given<Row> = {
  title: string;
  /** What of all is in it. */
  about: string;
  back: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly PrintColumn<Row>[];
  /** Said on the paper, too: there are more rows than these. */
  cut: string | null;
};

const kept = 'qingyu.print.office';
const signatures = ['制表人', '审核人', '负责人'] as const;

/** A ledger as an office files it: whose it is, of which day, numbered rows and pages, and a line for signatures. */
export function PrintedLedger<Row>({ title, about, back, rows, keyOf, columns, cut }: Given<Row>) {
  const [office, setOffice] = useState(() => localStorage.getItem(kept) ?? '');
  useEffect(() => {
    document.title = office === '' ? title : `${office}${title}`;
  }, [office, title]);
  const write = (name: string): void => {
    setOffice(name);
    localStorage.setItem(kept, name);
  };
  return (
    <>
      <Flex wrap gap="small" align="center" className="unprinted">
        <Link to={back}>
          <ArrowLeftOutlined /> 返回
        </Link>
        <Input
          className="print-office"
          aria-label="填报单位"
          placeholder="填报单位，例如：长沙市行业协会商会综合党委"
          maxLength={60}
          value={office}
          onChange={({ target }) => write(target.value)}
        />
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          打印
        </Button>
      </Flex>
      {cut !== null && <Alert className="unprinted" type="warning" showIcon title={cut} />}
      <article className="paper" aria-label={title}>
        <h1>{title}</h1>
        <p className="paper-about">
          <span>填报单位：{office === '' ? '＿＿＿＿＿＿＿＿＿＿＿＿' : office}</span>
          <span>{about}</span>
          <span>制表日期：{dayInWords(today())}</span>
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">序号</th>
              {columns.map((one) => (
                <th scope="col" key={one.title}>
                  {one.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={keyOf(row)}>
                <td className="paper-number">{place + 1}</td>
                {columns.map((one) => (
                  <td key={one.title} className={one.wide === true ? 'paper-wide' : ''}>
                    {one.of(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p>没有符合条件的记录。</p>}
        {cut !== null && <p>{cut}</p>}
        <p className="paper-signed">
          {signatures.map((one) => (
            <span key={one}>{one}：＿＿＿＿＿＿＿＿</span>
          ))}
          <span>（盖章）　　　年　　月　　日</span>
        </p>
      </article>
    </>
  );
}

function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
