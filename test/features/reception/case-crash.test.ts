import { caseCrashContract } from '../../contract/case-crash.ts';
import { onSqlite } from '../../support/crash-place.ts';

caseCrashContract('SQLite', onSqlite());
