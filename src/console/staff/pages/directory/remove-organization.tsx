import { App, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { type Organization, OrganizationSelect } from './organization-select.tsx';

/** Says what hangs on it, and asks where that is to go. */
export function RemoveOrganization({
  open,
  organization: { id, name, groups, people, cases },
  below,
  close,
  done,
}: {
  open: boolean;
  organization: Organization;
  below: number;
  close: () => void;
  done: () => void;
}) {
  const { message } = App.useApp();
  const [into, setInto] = useState<string | null>(null);
  const remove = useAct('removeOrganization', {
    refresh: ['listOrganizations', 'listGroups', 'listPeople'],
    done() {
      message.success(`已删除“${name}”。`);
      close();
      done();
    },
  });
  const hanging = [
    below > 0 ? `${below} 个下级组织` : '',
    groups > 0 ? `${groups} 个群` : '',
    people > 0 ? `${people} 个人` : '',
  ].filter((one) => one !== '');
  const isEmpty = hanging.length === 0;
  return (
    <Modal
      title={`删除“${name}”？`}
      open={open}
      destroyOnHidden
      okText={isEmpty ? '删除' : '移走并删除'}
      okButtonProps={{ danger: true, disabled: !isEmpty && into === null }}
      confirmLoading={remove.isPending}
      onCancel={close}
      onOk={() => remove.mutate({ params: { id }, query: into === null ? {} : { into } })}
      afterClose={() => setInto(null)}
    >
      <Typography.Paragraph>
        {isEmpty ? '它下面没有下级、群和人。' : `它下面有 ${hanging.join('、')}，删除前都移到：`}
      </Typography.Paragraph>
      {!isEmpty && (
        <OrganizationSelect
          className="setting-control"
          aria-label="移到哪个组织"
          placeholder="选一个组织"
          without={id}
          value={into}
          onChange={(chosen) => setInto(chosen ?? null)}
        />
      )}
      {cases > 0 && (
        <Typography.Paragraph type="secondary" className="cell-under">
          它的 {cases} 件诉求不受影响，仍写着原来的名称。
        </Typography.Paragraph>
      )}
    </Modal>
  );
}
