import { setTimeout } from 'node:timers/promises';
import { createMakeTable } from '../adapters/exports/in-memory.ts';
import { type Absence, createAbsence } from '../features/broadcasts/absence.ts';
import { type BroadcastDesk, createBroadcastDesk } from '../features/broadcasts/desk.ts';
import type { Holidays } from '../features/broadcasts/holidays.ts';
import { createLookUps, type LookUpRounds } from '../features/broadcasts/look-up.ts';
import { createOrderDesk, type OrderDesk } from '../features/broadcasts/order.ts';
import { createReadChecks, type ReadCheckRounds } from '../features/broadcasts/read-checks.ts';
import { createReminderPlan, type ReminderPlan } from '../features/broadcasts/reminder.ts';
import { createRollExport, type RollExport } from '../features/broadcasts/roll-export.ts';
import { createSender, type Sender } from '../features/broadcasts/sender.ts';
import { createSeriesPlan, type SeriesPlan } from '../features/broadcasts/series-plan.ts';
import { createSmsDesk, type SmsDesk } from '../features/broadcasts/sms-desk.ts';
import type { DailyPlan } from '../features/integrity/plan.ts';
import type { AllChannels } from './all-channels.ts';
import { smsAccountOf } from './channels.ts';
import type { AllExporters } from './exporters.ts';
import { createReceiptLinks } from './receipt-links.ts';
import type { Shared } from './shared.ts';

/** What plans messages to groups, and what sends them. */
export type Sending = {
  broadcasts: BroadcastDesk;
  rolls: RollExport;
  orders: OrderDesk;
  sms: SmsDesk;
  series: SeriesPlan;
  reminders: ReminderPlan;
  sender: Sender;
  lookUps: LookUpRounds;
  readChecks: ReadCheckRounds;
  absence: Absence;
};

export type SendingDeps = {
  all: AllChannels;
  holidays: () => Promise<Holidays>;
  exporters: AllExporters;
  daily: DailyPlan;
  /** Who claims what is to be sent. */
  owner: string;
};

export function createSending(shared: Shared, { all, holidays, exporters, daily, owner }: SendingDeps): Sending {
  const { config } = shared;
  const { channels, attached, smsTemplates: templates } = all;
  const { quietHours, dailyCap } = config;
  const of = { ...shared, channels, quietHours, dailyCap, linkOf: createReceiptLinks(config.http) };
  const series = createSeriesPlan({ ...of, holidays });
  return {
    broadcasts: createBroadcastDesk({ ...of, holidays, daily: config.daily }),
    rolls: createRollExport({ ...of, exporters, makeXlsx: createMakeTable(exporters.xlsx) }),
    orders: createOrderDesk({ ...of, attached }),
    sms: createSmsDesk({ ...of, templates, account: smsAccountOf(config) }),
    series,
    reminders: createReminderPlan(of),
    sender: createSender({ ...of, owner, random: Math.random, sleep: (ms) => setTimeout(ms) }),
    lookUps: createLookUps(of),
    readChecks: createReadChecks(of),
    absence: createAbsence({
      ...shared,
      async catchUp() {
        await daily.planDue();
        await series.planDue();
      },
    }),
  };
}
