import { Tabs } from 'antd';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { DocumentDrawer } from './document-drawer.tsx';
import { useUploads } from './uploads.ts';
import './knowledge.css';

const home = '/knowledge';

/** What the bot answers from, and how it does: four views, and a document beside any of them. */
export function KnowledgePage() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const waiting = useRoute('listQuestions', { query: { limit: 1 } }, { every: 30_000 }).data?.total ?? 0;
  // Held here, so that another view may be looked at while files are sent.
  const uploads = useUploads();
  const tabs = [
    { key: home, label: '资料' },
    { key: `${home}/try`, label: '试一问' },
    { key: `${home}/unanswered`, label: waiting === 0 ? '待答问题' : `待答问题 ${waiting}` },
    { key: `${home}/synonyms`, label: '同义词' },
  ];
  return (
    <>
      <PageHead title="知识库" about="机器人只按这里的资料回答，并注明出处。" />
      <Tabs
        activeKey={tabs.find(({ key }) => key !== home && pathname.startsWith(key))?.key ?? home}
        onChange={(key) => void navigate(key)}
        items={tabs}
      />
      <Outlet context={uploads} />
      <DocumentDrawer />
    </>
  );
}
