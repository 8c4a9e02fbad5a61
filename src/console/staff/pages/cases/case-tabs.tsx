import { Tabs } from 'antd';
import { useNavigate } from 'react-router';

/** The two sides of the place: the register, and what it comes to. */
export function CaseTabs({ at }: { at: 'register' | 'statistics' }) {
  const navigate = useNavigate();
  return (
    <Tabs
      activeKey={at}
      onChange={(key) => void navigate(key === 'register' ? '/cases' : '/cases/statistics')}
      items={[
        { key: 'register', label: '台账' },
        { key: 'statistics', label: '统计' },
      ]}
    />
  );
}
