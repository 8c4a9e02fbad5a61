import type { Holidays } from '../features/broadcasts/holidays.ts';
import { smallTalkReplies } from '../features/answers/small-talk.ts';
import type { AllChannels } from './all-channels.ts';
import type { Answering } from './answering.ts';
import { createTakingCases, type TakingCases } from './cases.ts';
import type { AllExporters } from './exporters.ts';
import { createFollowingUp, type FollowingUp } from './follow-up.ts';
import { createLedgers, type Ledgers } from './ledgers.ts';
import { createReceptionDaysApp, type ReceptionDaysApp } from './reception-days.ts';
import type { Shared } from './shared.ts';

/** Cases from when they are said to their end, the days they are said on, and their ledgers. */
export type Casework = {
  taking: TakingCases;
  ledgers: Ledgers;
  days: ReceptionDaysApp;
  following: FollowingUp;
};

export type CaseworkDeps = {
  all: AllChannels;
  holidays: () => Promise<Holidays>;
  exporters: AllExporters;
  answering: Pick<Answering, 'model' | 'tables'>;
};

export function createCasework(shared: Shared, { all, holidays, exporters, answering }: CaseworkDeps): Casework {
  const { channels, attached } = all;
  const { tables, model } = answering;
  const taking = createTakingCases({ ...shared, channels, holidays, attached, model });
  const { kindNames } = taking.cases;
  const { quietHours } = shared.config;
  const of = { ...shared, channels, holidays, quietHours, kindNames };
  return {
    taking,
    ledgers: createLedgers({ ...shared, exporters, tables, kindNames }),
    days: createReceptionDaysApp({ ...of, document: exporters.docx, tables, help: smallTalkReplies.help }),
    following: createFollowingUp({ ...of, forms: taking.forms.read }),
  };
}
