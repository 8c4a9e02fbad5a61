import { lostReceivers } from '../features/reception/receivers.ts';
import type { Forms } from '../ports/forms.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { Finding } from './examine.ts';

export type ExamineFormsDeps = { forms: Forms; store: Store };

const name = 'forms';

/** Which files are no forms, and whose receivers are nobody: what comes then waits until staff assign it. */
export async function examineForms({ forms, store }: ExamineFormsDeps): Promise<Finding> {
  const { forms: read, problems } = await forms.read();
  const lost = await lostReceivers(store, read);
  const detail = `${read.length} 类诉求有表单`;
  if (problems.length === 0 && lost.length === 0) return { name, state: 'ok', detail, action: null };
  const unassigned = lost.length === 0 ? '' : `有 ${lost.length} 类找不到接收人，登记后要人工交办：${lost.join('')}`;
  const action = '写法见 knowledge/forms/README.md；接收人可以是账号、通讯录里的人或职务、组织';
  return { name, state: 'warn', detail: [detail, ...problems, unassigned].filter((part) => part).join('。'), action };
}

/** The same for the log of a start: an operator may not look at `doctor` for weeks. Never rejects: nobody starts anew for it. */
export async function warnOfReceivers({ forms, store, log }: ExamineFormsDeps & { log: Log }): Promise<void> {
  try {
    const lost = await lostReceivers(store, (await forms.read()).forms);
    if (lost.length > 0)
      log.warn({ lost }, 'forms name receivers whom the directory does not have; such cases wait to be assigned');
  } catch (error) {
    log.warn({ error }, 'whether the receivers of forms are in the directory could not be found out');
  }
}
