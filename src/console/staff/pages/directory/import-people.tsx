import { Typography } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { upload } from '../../api/upload.ts';
import { ImportTable } from '../../shell/import-table.tsx';
import { useShowJobs } from '../../shell/jobs.tsx';

/** Organizations and people from a table. */
export function ImportPeople({ close }: { close: () => void }) {
  const showJobs = useShowJobs();
  const start = useAct('startPeopleImport', {
    refresh: ['listPeople', 'listOrganizations'],
    done() {
      close();
      showJobs();
    },
  });
  return (
    <ImportTable
      title="从表格导入组织和通讯录"
      columns={<Columns />}
      look={(file, onProgress) => upload('previewPeopleImport', { query: { name: file.name }, file, onProgress })}
      of={{
        title: '组织和姓名',
        tell: ({ organization, name }) => [organization, name].filter((one) => one !== null).join(' · '),
      }}
      start={(id) => start.mutate({ params: { id } })}
      starting={start.isPending}
      close={close}
    />
  );
}

function Columns() {
  return (
    <Typography.Paragraph>
      第一行写列名，次序随意：<b>协会</b>（或组织、单位，必须有；可以写成 综合党委/餐饮协会）、<b>上级</b>、<b>姓名</b>
      （空着就只导入组织）、<b>职务</b>、<b>手机</b>、<b>同意短信</b>（是、否，或同意的日期；空着不改）、<b>标签</b>
      。同一组织里同名的算同一个人，空着的格不改原来的内容；同一份表导入两次不会有变化。
    </Typography.Paragraph>
  );
}
