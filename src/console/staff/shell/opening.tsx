import { Flex, Spin, Typography } from 'antd';

/** Before anything is known: on the ground the pages stand on, for a grey veil looks like a fault. */
export function Opening() {
  return (
    <div className="doorway" role="status">
      <Flex vertical align="center" gap="middle">
        <Spin />
        <Typography.Text type="secondary">正在打开工作台</Typography.Text>
      </Flex>
    </div>
  );
}
