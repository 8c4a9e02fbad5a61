import type { Answer } from '../../api/call.ts';

export type KnownDocument = Answer<'showDocument'>;
export type Validity = KnownDocument['state'];
export type Outcome = Answer<'uploadDocument'>['outcome'];

export const originNames: Record<KnownDocument['from'], string> = {
  folder: '资料文件夹',
  upload: '控制台上传',
  answer: '工作人员答复',
  file: '命令行读入',
  lines: '命令行逐行读入',
};

export const outcomeNames: Record<Outcome, string> = {
  added: '已读入',
  changed: '已更新',
  unchanged: '没有变化',
  duplicate: '内容重复，没有读入',
};

const overNames = { expired: '失效', repealed: '废止', replaced: '被替代' };

/** What is said of a document at a glance, and whether answers are taken from it. */
export function inForce(state: Validity): { text: string; color: 'success' | 'warning' | 'default' } {
  if (state.kind === 'valid') return { text: '现行', color: 'success' };
  if (state.kind === 'not-yet') return { text: `${state.from} 起施行`, color: 'warning' };
  const how = overNames[state.why];
  return { text: state.on === null ? `已${how}` : `${state.on} ${how}`, color: 'default' };
}

/** `8` of `12`, as a share people read. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
