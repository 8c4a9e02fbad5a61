import type { App } from '../app.ts';
import { formatRecorded } from '../base/calendar.ts';
import { satisfactionNames, satisfactions } from '../domain/case.ts';
import { actionNames, statusNames } from '../features/reception/labels.ts';
import type { ShownAssignment, ShownStep, Story } from '../features/reception/story.ts';

/** The story of a case, line by line, as `cases show` ends with it. */
export function storyLines({ steps, assignments, merged, mergedInto, details }: Story, { config }: App): string[] {
  const open = assignments.find(({ endedAt }) => endedAt === null);
  return [
    ...Object.entries(details).map(([name, value]) => `${detailNames.get(name) ?? name}：${value}`),
    ...(open === undefined ? [] : [`承办：${assignedWords(open)}`]),
    ...(mergedInto === null ? [] : [`并入：${mergedInto}`]),
    ...(merged.length === 0 ? [] : [`并进来的：${merged.join('、')}`]),
    '经过：',
    ...steps.map((step) => `  ${formatRecorded(Date.parse(step.at), config.timeZone)} ${stepWords(step)}`),
  ];
}

const detailNames = new Map([
  ['given_by', '交办单位'],
  ['their_number', '对方编号'],
]);

function assignedWords({ assignee, lead, dueDay }: ShownAssignment): string {
  return [assignee, ...(lead === null ? [] : [`牵头 ${lead}`]), ...(dueDay === null ? [] : [`${dueDay} 前`])].join(
    '，',
  );
}

function stepWords({ who, action, status, note, detail }: ShownStep): string {
  const to = typeof detail['assignee'] === 'string' ? ` → ${detail['assignee']}` : '';
  const other = detail['into'] ?? detail['from'];
  const rating = satisfactions.find((one) => one === detail['satisfaction']);
  const about = rating === undefined ? (typeof other === 'string' ? ` ${other}` : '') : ` ${satisfactionNames[rating]}`;
  const due = typeof detail['due'] === 'string' ? `（${detail['due']} 前）` : '';
  return `${who} ${actionNames[action]}${about}${to}${due}［${statusNames[status]}］${note === null ? '' : `：${note}`}`;
}
