import { AutoComplete, DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { Body } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import type { KnownDocument } from './words.ts';

type Filled = {
  title: string;
  collection: string;
  validFrom: Dayjs | null;
  expiresOn: Dayjs | null;
  repealedOn: Dayjs | null;
  replacedBy?: string;
};

type Props = { document: KnownDocument; open: boolean; close: () => void };

/** What people may say of a document that came through them. */
export function ChangeDocument({ document, open, close }: Props) {
  const [form] = Form.useForm<Filled>();
  const { data } = useRoute('listCollections', {}, { enabled: open });
  const act = useAct('changeDocument', {
    refresh: ['showDocument', 'listDocuments', 'listCollections'],
    done: close,
  });
  return (
    <Modal
      title={`改《${document.title}》`}
      open={open}
      onCancel={close}
      destroyOnHidden
      okText="保存"
      confirmLoading={act.isPending}
      onOk={form.submit}
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        initialValues={filledFrom(document)}
        onFinish={(filled) => act.mutate({ params: { id: document.id }, body: toBody(filled) })}
      >
        <Form.Item name="title" label="标题" rules={[{ required: true, message: '请写上标题' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="collection"
          label="资料集"
          extra="群可以只用几个资料集；写一个新的名称就是新建。"
          rules={[{ required: true, message: '请选一个资料集' }]}
        >
          <AutoComplete options={(data?.collections ?? []).map(({ name }) => ({ value: name }))} />
        </Form.Item>
        <Form.Item name="validFrom" label="生效日" extra="这天以前不用它回答。">
          <DatePicker className="knowledge-wide" />
        </Form.Item>
        <Form.Item name="expiresOn" label="失效日" extra="从这天起不再用它回答。">
          <DatePicker className="knowledge-wide" />
        </Form.Item>
        <Form.Item name="repealedOn" label="废止日">
          <DatePicker className="knowledge-wide" />
        </Form.Item>
        <Form.Item name="replacedBy" label="被哪份文件替代">
          <Input maxLength={200} placeholder="新文件的标题" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function filledFrom({ title, collection, validFrom, expiresOn, repealedOn, replacedBy }: KnownDocument): Filled {
  const day = (text: string | null): Dayjs | null => (text === null ? null : dayjs(text));
  return {
    title,
    collection,
    validFrom: day(validFrom),
    expiresOn: day(expiresOn),
    repealedOn: day(repealedOn),
    replacedBy: replacedBy ?? '',
  };
}

function toBody({ title, collection, replacedBy = '', ...days }: Filled): NonNullable<Body<'changeDocument'>> {
  const day = (value: Dayjs | null | undefined): string | null => value?.format('YYYY-MM-DD') ?? null;
  return {
    title,
    collection,
    validFrom: day(days.validFrom),
    expiresOn: day(days.expiresOn),
    repealedOn: day(days.repealedOn),
    replacedBy: replacedBy.trim() === '' ? null : replacedBy.trim(),
  };
}
