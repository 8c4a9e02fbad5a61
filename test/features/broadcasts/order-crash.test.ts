import { orderCrashContract } from '../../contract/order-crash.ts';
import { crashRounds, sqlitePlace } from '../../support/crash-place.ts';

orderCrashContract('SQLite', crashRounds, sqlitePlace);
