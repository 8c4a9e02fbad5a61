import type { AuditFinding } from '../ports/audit.ts';
import { type AuditAction, auditActions, type AuditDetail } from '../domain/audit.ts';
import { dayStatusNames } from '../features/reception/days-show.ts';
import { actionNames as caseActionNames, statusNames } from '../features/reception/labels.ts';

/** What people read of the audit log, on the terminal and in the console. */
export const auditActionNames = {
  'broadcast/plan': '安排群发',
  'broadcast/urgent': '加急群发',
  'broadcast/edit': '改群发内容',
  'broadcast/cancel': '取消群发',
  'broadcast/resolve': '处理投递',
  'series/plan': '安排定期群发',
  'series/edit': '修改定期群发',
  'series/cancel': '结束定期群发',
  'daily/fix': '指定寄语',
  'daily/unfix': '取消指定寄语',
  'daily/skip': '寄语停一天',
  'daily/unskip': '取消寄语停发',
  'daily/send': '手工发寄语',
  'daily/add': '写寄语',
  'daily/draft': '请模型起草寄语',
  'daily/approve': '审核通过寄语',
  'daily/reject': '退回寄语',
  'daily/export': '导出寄语表',
  'group/add': '登记群',
  'group/enroll': '群的接收',
  'group/mute': '群的停发',
  'group/tag': '群的标签',
  'group/collections': '群的资料集',
  'group/invite': '网页群的邀请码',
  'user/add': '新建账号',
  'user/disable': '停用账号',
  'user/code': '取绑定码',
  'user/bind': '绑定账号',
  'user/unbind': '解绑账号',
  'person/code': '发绑定码（通讯录）',
  'session/begin': '登录',
  'session/end': '退出登录',
  'user/password': '改密码',
  'user/role': '改账号身份',
  'user/authenticator': '手机验证器',
  'user/recovery': '用恢复码登录',
  'user/sessions': '退出其他登录',
  'audit/export': '导出操作记录',
  'store/backup': '备份',
  'job/file': '下载做好的文件',
  'person/add': '通讯录新增',
  'person/change': '通讯录修改',
  'person/remove': '通讯录删除',
  'person/import': '导入通讯录',
  'person/view': '看完整的电话',
  'organization/add': '新建组织',
  'organization/change': '改组织',
  'organization/remove': '删除组织',
  'group/organization': '群归到组织',
  'day/plan': '安排接待日',
  'day/announce': '预告接待日',
  'day/open': '开放接待日',
  'day/close': '结束接待日',
  'day/change': '改接待日',
  'day/cancel': '取消接待日',
  'day/minutes': '写接待纪要',
  'day/report': '公布接待结果',
  'day/case': '诉求归到接待日',
  'day/stop': '停止定期接待日',
  'list/import': '导入清单',
  'list/contact': '查看清单的联系方式',
  'list/remove': '删清单',
  'receipts/view': '看收到名单',
  'receipts/export': '导出收到名单',
  'case/view': '看诉求',
  'case/export': '导出诉求',
  'case/import': '导入诉求',
  'pack/export': '导出迎检材料',
  'privacy/erase': '删除个人信息',
  'privacy/retention': '清理过期个人信息',
  'case/add': '登记诉求',
  'case/update': '办理诉求',
  'case/merge': '合并诉求',
  'document/add': '上传资料',
  'document/change': '改资料',
  'document/remove': '移除资料',
  'question/view': '看提问人和原话',
  'question/answer': '答复问题',
  'question/dismiss': '问题不再答复',
  'synonym/add': '加同义词',
  'synonym/remove': '删同义词',
  'server/absence': '服务停过',
  'store/restore': '从备份恢复',
  'audit/broken': '记录不完整',
} as const satisfies Record<AuditAction, string>;

/** A newer version may know more. */
export function auditActionName(action: string): string {
  const known = auditActions.find((one) => one === action);
  return known === undefined ? action : auditActionNames[known];
}

/** What the details are called; what is not here is shown under its own name. */
const detailNames: ReadonlyMap<string, string> = new Map([
  ['segment', '范围'],
  ['date', '日期'],
  ['status', '状态'],
  ['note', '说明'],
  ['case', '诉求'],
  ['point', '写明公布内容'],
  ['cases', '诉求数'],
  ['named', '诉求'],
  ['every', '规律'],
  ['groups', '群数'],
  ['sentFrom', '从'],
  ['from', '从'],
  ['until', '到'],
  ['as', '定为'],
  ['on', '开启'],
  ['disabled', '停用'],
  ['daily', '其中寄语'],
  ['days', '日子'],
  ['member', '成员'],
  ['urgent', '加急'],
  ['receipt', '确认收到'],
  ['textBegins', '内容'],
  ['cron', '时间表'],
  ['caught', '不再发'],
  ['sent', '已发'],
  ['inFlight', '发送中'],
  ['group', '群'],
  ['message', '寄语'],
  ['reason', '原因'],
  ['told', '告诉成员'],
  ['by', '署名'],
  ['theme', '主题'],
  ['edited', '改过'],
  ['collections', '资料集'],
  ['role', '身份'],
  ['skipped', '没发出'],
  ['temporary', '临时密码'],
  ['fields', '改了'],
  ['consent', '同意短信'],
  ['added', '新增'],
  ['changed', '有改动'],
  ['same', '没变'],
  ['refused', '没有导入'],
  ['name', '名称'],
  ['parent', '上级'],
  ['tags', '标签'],
  ['organization', '组织'],
  ['act', '事项'],
  ['status', '状态'],
  ['assignee', '承办'],
  ['lead', '牵头'],
  ['due', '期限'],
  ['into', '并入'],
  ['cases', '诉求'],
  ['source', '来源'],
  ['format', '格式'],
  ['contacts', '含联系方式'],
  ['files', '含照片和文件'],
  ['members', '成员账号'],
  ['people', '通讯录'],
  ['bindings', '绑定'],
  ['messages', '聊天记录'],
  ['questions', '待答问题'],
  ['documentId', '资料'],
  ['title', '标题'],
  ['file', '文件'],
  ['collection', '资料集'],
  ['passages', '段数'],
  ['replaced', '换掉旧的'],
  ['validFrom', '施行'],
  ['expiresOn', '有效期到'],
  ['repealedOn', '废止'],
  ['replacedBy', '代替它的'],
  ['words', '同义的词'],
  ['template', '短信模板'],
  ['removed', '删掉'],
  ['count', '个数'],
  ['ids', '编号'],
  ['deliveries', '投递'],
  ['receipts', '收到记录'],
  ['address', '来自'],
  ['seq', '第几条'],
  ['fault', '问题'],
  ['log', '在'],
  ['entries', '完整的条数'],
  ['head', '末条校验值'],
  ['ended', '退出处数'],
  ['rows', '条数'],
  ['made', '做于'],
  ['oldHead', '原末条校验值'],
  ['backupHead', '备份末条校验值'],
]);

/** The hash of a text is for programs. */
export function auditDetailWords(detail: AuditDetail, timeOf: (at: number) => string): string {
  return Object.entries(detail)
    .filter(([name, value]) => name !== 'textHash' && value !== null)
    .map(
      ([name, value]) => `${detailNames.get(name) ?? name}：${words.get(`${name}/${value}`) ?? valueOf(value, timeOf)}`,
    )
    .join('，');
}

const words: ReadonlyMap<string, string> = new Map([
  ['fault/missing', '缺了'],
  ['fault/changed', '被改过'],
  ['log/present', '恢复前的记录'],
  ['log/backup', '备份里的记录'],
  ['role/secretary', '秘书'],
  ['role/staff', '工作人员'],
  ['role/admin', '管理员'],
  ['segment/all', '所有群'],
  ['as/sent', '已经收到'],
  ['as/resend', '再发一次'],
  ['source/desk', '代为登记'],
  ['source/superior', '上级交办'],
  ...Object.entries(caseActionNames).map(([act, name]) => [`act/${act}`, name] as const),
  ...Object.entries({ ...statusNames, ...dayStatusNames }).map(([status, name]) => [`status/${status}`, name] as const),
]);

function valueOf(value: AuditDetail[string], timeOf: (at: number) => string): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  const isTime = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u.test(value);
  return isTime ? timeOf(Date.parse(value)) : String(value);
}

/** What was found of the chain, in one sentence; `whole`: nothing is wrong with it. */
export function auditFindingWords({ entries, head, broken, brokenBefore }: AuditFinding): {
  whole: boolean;
  sentence: string;
} {
  if (broken !== null) {
    const fault = broken.fault === 'changed' ? '对不上，被改过' : '缺了';
    return { whole: false, sentence: `操作记录在第 ${broken.seq} 条处${fault}；前面 ${entries} 条是完整的。` };
  }
  if (brokenBefore.length > 0) {
    const places = brokenBefore.map(({ seq }) => seq).join('、');
    const sentence = `恢复之前的记录在第 ${places} 条处已经不完整（列表里的“记录不完整”）；恢复之后的 ${entries} 条前后衔接。`;
    return { whole: false, sentence };
  }
  if (entries === 0) return { whole: true, sentence: '还没有操作记录。' };
  return { whole: true, sentence: `操作记录完整，共 ${entries} 条，末条校验值 ${head}` };
}
