import { Alert, Button, Flex, Form, Input, Modal, Steps, Typography } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { Problem } from './problem.tsx';

type Begun = Answer<'beginAuthenticator'>;

const steps = ['输入密码', '扫码', '记下恢复码'];

/** Password, picture and first code, recovery codes: it counts once the first code was right. */
export function SetUpAuthenticator({ open, close }: { open: boolean; close: () => void }) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const reset = (): void => {
    setBegun(null);
    setCodes([]);
  };
  const step = codes.length > 0 ? 2 : begun === null ? 0 : 1;
  return (
    <Modal
      title="设置手机验证器"
      open={open}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      closable={step < 2}
      keyboard={step < 2}
      onCancel={close}
      afterClose={reset}
    >
      <Flex vertical gap="middle" className="settings-steps">
        <Steps size="small" responsive={false} current={step} items={steps.map((title) => ({ title }))} />
        {step === 0 && <AskPassword done={setBegun} />}
        {step === 1 && begun !== null && <Scan begun={begun} done={setCodes} />}
        {step === 2 && <RecoveryCodes codes={codes} close={close} />}
      </Flex>
    </Modal>
  );
}

function AskPassword({ done }: { done: (begun: Begun) => void }) {
  const begin = useAct('beginAuthenticator', { quiet: true, done });
  return (
    <Form<{ password: string }> layout="vertical" requiredMark={false} onFinish={(body) => begin.mutate({ body })}>
      <Problem error={begin.error} />
      <Form.Item name="password" label="现在的密码" rules={[{ required: true, message: '请填写现在的密码' }]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={begin.isPending}>
        下一步
      </Button>
    </Form>
  );
}

function Scan({ begun, done }: { begun: Begun; done: (codes: readonly string[]) => void }) {
  const confirm = useAct('confirmAuthenticator', {
    quiet: true,
    refresh: ['showAuthenticator', 'listOwnSessions'],
    done: ({ recoveryCodes }) => done(recoveryCodes),
  });
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(body) => confirm.mutate({ body })}>
      <Form.Item>用手机上的验证器扫这个码，例如微信里的“腾讯身份验证器”小程序，或 Microsoft Authenticator。</Form.Item>
      <Form.Item>
        <img className="settings-qr" alt="手机验证器的二维码" src={pictureOf(begun.qr)} />
      </Form.Item>
      <Form.Item>
        <Typography.Text type="secondary">扫不了就手工输入：</Typography.Text>
        <Typography.Text copyable code className="settings-words">
          {begun.secret}
        </Typography.Text>
      </Form.Item>
      <Problem error={confirm.error} />
      <Form.Item name="code" label="手机上显示的 6 位验证码" rules={[{ required: true, message: '请填写验证码' }]}>
        <Input autoComplete="one-time-code" inputMode="numeric" maxLength={10} autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
        完成设置
      </Button>
    </Form>
  );
}

function pictureOf(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function RecoveryCodes({ codes, close }: { codes: readonly string[]; close: () => void }) {
  return (
    <>
      <Alert
        type="success"
        showIcon
        title="设置好了"
        description="手机丢了或换了，用一个恢复码代替验证码登录。每个只能用一次，只显示这一次，请打印或抄下来收好。"
      />
      <ul className="settings-codes" aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Flex gap="small" justify="space-between">
        <Typography.Text copyable={{ text: codes.join('\n'), tooltips: ['复制', '已复制'] }}>复制全部</Typography.Text>
        <Button type="primary" onClick={close}>
          已经收好了
        </Button>
      </Flex>
    </>
  );
}
