import type { Whole } from './words.tsx';

export type Action = Whole['actions'][number];

/** `hears`: what whoever submitted it hears of it; null: nothing. `needs`: it cannot be done without words. */
export type ActWords = {
  button: string;
  title: string;
  label: string;
  placeholder: string;
  needs: boolean;
  hears: string | null;
  done: string;
};

const optional = { label: '备注（只给工作人员看）', placeholder: '可以不写', needs: false };

export const actWords: Record<Action, ActWords> = {
  accept: { button: '受理', title: '受理', ...optional, hears: '提交人会收到“已受理，正在安排办理”。', done: '已受理' },
  decline: {
    button: '不予受理',
    title: '不予受理',
    label: '原因',
    placeholder: '写明为什么，可以找哪里',
    needs: true,
    hears: '提交人会看到原因，请不要写别人的姓名和电话。',
    done: '已记为不予受理',
  },
  assign: { button: '交办', title: '交办', ...optional, hears: '提交人会收到“已安排办理”和答复期限。', done: '已交办' },
  start: { button: '开始办理', title: '开始办理', ...optional, hears: '提交人会收到“正在办理”。', done: '已开始办理' },
  return: {
    button: '退回',
    title: '退回',
    label: '原因（只给工作人员看）',
    placeholder: '为什么退回，等着重新交办',
    needs: true,
    hears: null,
    done: '已退回，等着重新交办',
  },
  resolve: {
    button: '办结',
    title: '办结',
    label: '办理结果',
    placeholder: '做了什么，结果如何',
    needs: true,
    hears: '提交人会看到结果，并被问满意不满意；请不要写别人的姓名和电话。',
    done: '已办结',
  },
  report_back: {
    button: '反馈',
    title: '反馈',
    label: '告诉提交人的话',
    placeholder: '不写就只记下已经反馈（例如电话里说过了）',
    needs: false,
    hears: '写了就发给提交人。',
    done: '已记为反馈',
  },
  reopen: {
    button: '重新办理',
    title: '重新办理',
    label: '原因',
    placeholder: '为什么重新办理',
    needs: true,
    hears: '提交人会看到原因；期限和评价重新算。',
    done: '已重新办理',
  },
  reply: {
    button: '回复提交人',
    title: '回复提交人',
    label: '回复',
    placeholder: '要告诉提交人的话',
    needs: true,
    hears: '发到提交的地方；在群里的会去掉姓名和电话。免打扰时段里等到早上发。',
    done: '已回复',
  },
  note: {
    button: '备注',
    title: '备注',
    label: '备注（只给工作人员看）',
    placeholder: '例如：已电话联系，周三上门',
    needs: true,
    hears: null,
    done: '已记下',
  },
};
