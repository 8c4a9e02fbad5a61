import { reminderCrashContract } from '../../contract/reminder-crash.ts';
import { crashRounds, sqlitePlace } from '../../support/crash-place.ts';

reminderCrashContract('SQLite', { rounds: crashRounds, workers: 1 }, sqlitePlace);
