import { start } from './0001-start.ts';
import { answers } from './0002-answers.ts';
import { channels } from './0003-channels.ts';
import { broadcasts } from './0004-broadcasts.ts';
import { series } from './0005-series.ts';
import { daily } from './0006-daily.ts';
import { users } from './0007-users.ts';
import { organizations } from './0008-organizations.ts';
import { burden } from './0009-burden.ts';
import { receipts } from './0010-receipts.ts';
import { sms } from './0011-sms.ts';
import { sessions } from './0012-sessions.ts';
import { seriesEdit } from './0013-series-edit.ts';
import { attachments } from './0014-attachments.ts';
import { refusals } from './0015-refusals.ts';
import { cases } from './0016-cases.ts';
import { claiming } from './0017-claiming.ts';
import { assignments } from './0018-assignments.ts';
import { speech } from './0019-speech.ts';
import { receptionDays } from './0020-reception-days.ts';
import { knowledge } from './0021-knowledge.ts';
import { webInvites } from './0022-web-invites.ts';
import { authenticators } from './0023-authenticators.ts';
import { jobs } from './0024-jobs.ts';
import { readChecks } from './0025-read-checks.ts';
import { register } from './0026-register.ts';
import { use } from './0027-use.ts';
import { webButtons } from './0028-web-buttons.ts';
import { receiptWays } from './0029-receipt-ways.ts';
import type { StoreMigration } from './migration.ts';

/** All migrations, oldest first. A published one is never changed; a new one is appended. */
export const migrations: readonly StoreMigration[] = [
  start,
  answers,
  channels,
  broadcasts,
  series,
  daily,
  users,
  organizations,
  burden,
  receipts,
  sms,
  sessions,
  seriesEdit,
  attachments,
  refusals,
  cases,
  claiming,
  assignments,
  speech,
  receptionDays,
  knowledge,
  webInvites,
  authenticators,
  jobs,
  readChecks,
  register,
  use,
  webButtons,
  receiptWays,
];
