import type { DingtalkApi } from './api.ts';
import { meaningOf, refusalOf } from './codes.ts';

/** Of no group: no file has this code, so a robot that is there hears that, and one that is not hears that. */
const path = '/v1.0/robot/messageFiles/download';
const downloadCode = 'qingyu-robot';

/** Whether the application has a robot, wherever that may write. `unknown`: the platform did not say. */
export async function askForRobot(
  { api, robotCode }: { api: DingtalkApi; robotCode: string },
  signal: AbortSignal,
): Promise<'there' | 'missing' | 'unknown'> {
  try {
    await api.call(path, { robotCode, downloadCode }, { signal });
    return 'there';
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) return 'unknown';
    const { kind } = meaningOf(refusal);
    if (kind === 'no-robot') return 'missing';
    return kind === 'limited' || kind === 'unknown' ? 'unknown' : 'there';
  }
}
