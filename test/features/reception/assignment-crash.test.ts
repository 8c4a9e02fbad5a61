import { assignmentCrashContract } from '../../contract/assignment-crash.ts';
import { sqlitePlace } from '../../support/crash-place.ts';

/** More of them are for a long run by hand: CRASH_ROUNDS=60. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 3);

assignmentCrashContract('SQLite', { rounds, workers: 1 }, sqlitePlace);
