import { EyeOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useAct } from '../../api/hooks.ts';
import type { Person } from './person.ts';

/** The beginning and end of a number; all of it when it is asked for, which goes on record. */
export function Phone({ person: { id, name, phone } }: { person: Person }) {
  const show = useAct('showPhone');
  if (phone === null) return <Typography.Text type="secondary">—</Typography.Text>;
  const whole = show.data?.phone ?? null;
  if (whole !== null)
    return (
      <Typography.Text className="figures" copyable={{ tooltips: ['复制', '已复制'] }}>
        {whole}
      </Typography.Text>
    );
  return (
    <span className="phone">
      <span className="figures">{phone}</span>
      <Button
        type="text"
        size="small"
        icon={<EyeOutlined />}
        aria-label={`看 ${name} 完整的电话（会留在操作记录里）`}
        title="看完整的电话，会留在操作记录里"
        loading={show.isPending}
        onClick={() => show.mutate({ params: { id } })}
      />
    </span>
  );
}
