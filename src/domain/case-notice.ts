import { satisfactionNames, satisfactions } from './case.ts';

/** What somebody who submitted is told of a step. `to`: the case they submitted, itself or one that was merged into it. */
export type CaseNotice = { no: string; version: number; at: number; to: string; asksRating: boolean };

const asking = '/rating';

/** The key of its delivery. A restore gives a version a second time, for another step: that is to be heard, too. */
export function noticeKey({ no, version, at, to, asksRating }: CaseNotice): string {
  const key = `case/${no}/${version}/${at}`;
  return `${key}${to === no ? '' : `/${to}`}${asksRating ? asking : ''}`;
}

/** What the key of a delivery says; null = it is none of a step. */
export function readNotice(key: string): CaseNotice | null {
  const [, no, version, at, to, asks] = /^case\/([\d-]+)\/(\d+)\/(\d+)(?:\/([\d-]+))?(\/rating)?$/u.exec(key) ?? [];
  if (no === undefined) return null;
  return { no, version: Number(version), at: Number(at), to: to ?? no, asksRating: asks !== undefined };
}

/** The number of the case whose rating a delivery asks for; null = it asks for none. */
export function ratedBy(key: string): string | null {
  const notice = readNotice(key);
  return notice?.asksRating === true ? notice.no : null;
}

/** What can be pressed where the channel has buttons, in the order of `satisfactions`. */
export const ratingLabels: readonly string[] = satisfactions.map((one) => satisfactionNames[one]);
