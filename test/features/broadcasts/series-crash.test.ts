import { seriesCrashContract } from '../../contract/series-crash.ts';
import { crashRounds, sqlitePlace } from '../../support/crash-place.ts';

seriesCrashContract('SQLite', { rounds: crashRounds, workers: 1 }, sqlitePlace);
