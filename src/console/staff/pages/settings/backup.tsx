import { CloudDownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Typography } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { useShowJobs } from '../../shell/jobs.tsx';

/** Everything as a file; putting it back is for whoever has the machine. */
export function Backup() {
  const showJobs = useShowJobs();
  const make = useAct('makeBackup', { done: showJobs });
  return (
    <div className="settings-column">
      <Card title="做一份备份">
        <Typography.Paragraph>
          备份是一个文件，里面有全部数据：群、成员、通讯录、诉求、群发、资料、账号和操作记录。备份时服务照常运行，做好后在右上角的“任务”里下载，保留一天。
        </Typography.Paragraph>
        <Typography.Paragraph>
          <Alert type="warning" showIcon title="备份里有个人信息和账号，请放在只有管理员能打开的地方，不要发到群里。" />
        </Typography.Paragraph>
        <Button
          type="primary"
          icon={<CloudDownloadOutlined />}
          loading={make.isPending}
          onClick={() => make.mutate({})}
        >
          开始备份
        </Button>
      </Card>
      <Card title="从备份恢复">
        <Typography.Paragraph>
          恢复会用备份换掉现在的全部数据，所以只在服务器的命令行里做。恢复之前会先把现在的数据自动备份一份；已经发出的不会再发，备份以后停用的账号、改过的密码也不会变回去。
        </Typography.Paragraph>
        <Typography.Paragraph>
          <Typography.Text code copyable>
            npm run -s qingyu -- restore 备份文件
          </Typography.Text>
        </Typography.Paragraph>
        <Typography.Paragraph type="secondary">
          定时备份也用命令行，例如每天凌晨运行一次：npm run -s qingyu -- backup 备份文件
        </Typography.Paragraph>
      </Card>
    </div>
  );
}
