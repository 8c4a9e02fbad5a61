import { Descriptions, type DescriptionsProps, Typography } from 'antd';
import { Link } from 'react-router';
import { satisfactionNames } from '../../../../domain/case.ts';
import { sourceNames } from '../../../../features/reception/labels.ts';
import { showRecorded } from '../../shell/time.ts';
import { Due, type Whole } from './words.tsx';

/** What was said, and who said it where. */
export function Facts({ one }: { one: Whole }) {
  return (
    <>
      <Typography.Paragraph className="case-words">{one.content}</Typography.Paragraph>
      {one.expectation !== null && (
        <Typography.Paragraph className="case-words">
          <Typography.Text type="secondary">期望：</Typography.Text>
          {one.expectation}
        </Typography.Paragraph>
      )}
      <Descriptions size="small" column={{ xs: 1, sm: 1, md: 2 }} items={itemsOf(one)} className="case-facts" />
    </>
  );
}

function itemsOf(one: Whole): NonNullable<DescriptionsProps['items']> {
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['单位', one.organization],
    [
      '归到',
      one.placedIn && <Link to={`/directory/organizations?organization=${one.placedIn.id}`}>{one.placedIn.name}</Link>,
    ],
    ['联系人', one.contact],
    ['电话', one.phone],
    ['邮箱', one.email],
    ['提交人', one.member],
    ['来源', one.group === null ? sourceNames[one.source] : `${sourceNames[one.source]} · ${one.group}`],
    ['接待日', one.receptionDay?.date ?? null],
    ['分类', one.category],
    ['登记', showRecorded(one.createdAt)],
    ['期限', one.dueDay === null ? null : <Due key="due" of={one} />],
    ['办结', one.endedAt === null ? null : showRecorded(one.endedAt)],
    ['满意度', one.satisfaction === null ? null : satisfactionNames[one.satisfaction]],
    ...one.details.map(({ label, value }) => [label, value] as const),
    ['并进来的', one.merged.length === 0 ? null : one.merged.join('、')],
  ];
  return facts
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, children]) => ({ key: label, label, children }));
}
