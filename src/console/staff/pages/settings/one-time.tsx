import { Alert, Button, Flex, Modal, Typography } from 'antd';

/** Something that is shown once: it is nowhere else, and gone when this is closed. */
export type Secret = { title: string; secret: string; about: string };

export function OneTime({ shown, close }: { shown: Secret | null; close: () => void }) {
  return (
    <Modal
      title={shown?.title}
      open={shown !== null}
      onCancel={close}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={close}>
          已经记下了
        </Button>
      }
    >
      {shown !== null && (
        <Flex vertical gap="middle">
          <Typography.Text className="settings-secret" copyable={{ text: shown.secret, tooltips: ['复制', '已复制'] }}>
            {shown.secret}
          </Typography.Text>
          <Alert type="warning" showIcon title="只显示这一次，关掉就看不到了。" />
          <Typography.Text type="secondary">{shown.about}</Typography.Text>
        </Flex>
      )}
    </Modal>
  );
}
