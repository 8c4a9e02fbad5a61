import { caseCrashContract } from '../../contract/case-crash.ts';
import { sqlitePlace } from '../../support/crash-place.ts';

caseCrashContract('SQLite', sqlitePlace);
