import { orderCrashContract } from '../../contract/order-crash.ts';
import { crashRounds, onSqlite } from '../../support/crash-place.ts';

orderCrashContract('SQLite', crashRounds, onSqlite());
