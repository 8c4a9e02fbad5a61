import { broadcastCrashContract } from '../../contract/broadcast-crash.ts';
import { crashRounds, sqlitePlace } from '../../support/crash-place.ts';

broadcastCrashContract('SQLite', { rounds: crashRounds, workers: 1 }, sqlitePlace);
