import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Layout, Menu, Typography } from 'antd';
import { Suspense, useState } from 'react';
import { Link, Outlet, useLocation, useNavigation } from 'react-router';
import { pages } from '../pages/pages.tsx';
import { Account } from './account.tsx';
import { Jobs } from './jobs.tsx';
import { PageLoading } from './page-loading.tsx';
import { useUser } from './session.tsx';

/** The menu at the side, or behind a button where the screen is narrow; the page; who is signed in and what runs. */
export function Frame() {
  const [open, setOpen] = useState(false);
  const { state } = useNavigation();
  return (
    <Layout className="frame">
      <a href="#page" className="skip">
        跳到正文
      </a>
      <Layout.Sider width={200} className="frame-side" theme="light">
        <Brand />
        <Places />
      </Layout.Sider>
      <Drawer
        placement="left"
        size={260}
        open={open}
        onClose={() => setOpen(false)}
        title={<Brand />}
        styles={{ body: { padding: 8 } }}
      >
        <Places chosen={() => setOpen(false)} />
      </Drawer>
      <Layout>
        <Layout.Header className="frame-head">
          <Flex align="center" gap="small" className="frame-head-row">
            <Button
              type="text"
              className="frame-menu"
              icon={<MenuOutlined />}
              aria-label="打开菜单"
              onClick={() => setOpen(true)}
            />
            <span className="frame-gap" />
            <Jobs />
            <Account />
          </Flex>
        </Layout.Header>
        <Layout.Content className="frame-page" id="page" tabIndex={-1} aria-busy={state === 'loading'}>
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function Brand() {
  return (
    <Link to="/" className="brand">
      <img src="/console/favicon.svg" alt="" width={28} height={28} />
      <Typography.Text strong>清语工作台</Typography.Text>
    </Link>
  );
}

function Places({ chosen }: { chosen?: () => void }) {
  const { pathname } = useLocation();
  const { role } = useUser();
  const shown = pages.filter(({ roles }) => roles === undefined || roles.includes(role));
  const here = shown.find(({ path }) => path !== '' && pathname.startsWith(`/${path}`))?.path ?? '';
  return (
    <nav aria-label="主菜单">
      <Menu
        mode="inline"
        selectedKeys={[here]}
        onClick={() => chosen?.()}
        items={shown.map(({ path, title, icon }) => ({ key: path, icon, label: <Link to={`/${path}`}>{title}</Link> }))}
      />
    </nav>
  );
}
