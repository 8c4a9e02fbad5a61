import { dayCrashContract } from '../../contract/day-crash.ts';
import { crashRounds, onSqlite } from '../../support/crash-place.ts';

dayCrashContract('SQLite', { rounds: crashRounds, workers: 1 }, onSqlite());
