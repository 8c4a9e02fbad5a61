import { sendOnceCrashContract } from '../../contract/send-once-crash.ts';
import { crashRounds, sqlitePlace } from '../../support/crash-place.ts';

sendOnceCrashContract('SQLite', crashRounds, sqlitePlace);
