import { dayCrashContract } from '../../contract/day-crash.ts';
import { crashRounds, sqlitePlace } from '../../support/crash-place.ts';

dayCrashContract('SQLite', { rounds: crashRounds, workers: 1 }, sqlitePlace);
