import { Alert, Button, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { RemoveAuthenticator } from './remove-authenticator.tsx';
import { SetUpAuthenticator } from './set-up-authenticator.tsx';

/** Few enough that the next lost telephone could be the last. */
const few = 3;

/** Whether signing in wants a code of one's telephone, and how that is changed. */
export function Authenticator() {
  const state = useRoute('showAuthenticator');
  const [open, setOpen] = useState<'set up' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <ReadState of={state}>
      {({ since, recoveryCodes }) => (
        <Flex vertical gap="middle" align="flex-start">
          {since === null ? (
            <>
              <Typography.Text>
                开启以后，登录除了密码还要手机上每半分钟换一次的 6 位验证码，别人知道了密码也进不来。
              </Typography.Text>
              <Button type="primary" onClick={() => setOpen('set up')}>
                设置手机验证器
              </Button>
            </>
          ) : (
            <>
              <div>
                <Tag color="success">已开启</Tag>
                <Typography.Text type="secondary">{`从 ${showTime(since)} 起`}</Typography.Text>
              </div>
              <Typography.Text>{`还有 ${recoveryCodes} 个恢复码没用过。`}</Typography.Text>
              {recoveryCodes < few && (
                <Alert type="warning" showIcon title="恢复码快用完了：先关闭，再重新设置，就有新的恢复码。" />
              )}
              <Button onClick={() => setOpen('remove')}>关闭或换手机</Button>
            </>
          )}
          <SetUpAuthenticator open={open === 'set up'} close={close} />
          <RemoveAuthenticator open={open === 'remove'} close={close} />
        </Flex>
      )}
    </ReadState>
  );
}
