import { createCharts } from '../adapters/charts/charts.ts';
import type { AllExporters } from './exporters.ts';
import { createLedgerDesk, type LedgerDesk } from '../features/reception/ledger-desk.ts';
import { createPrivacyDesk, type PrivacyDesk } from '../features/directory/privacy-desk.ts';
import { createCaseStatistics, type CountCases } from '../features/reception/case-statistics.ts';
import { shareCounts } from '../features/reception/shared-counts.ts';
import { createFiguresWithPicture, type FiguresWithPicture } from '../features/reception/figures-with-picture.ts';
import { createPack, type WritePack } from '../features/reception/pack.ts';
import { createRegisterImport, type ImportRegister } from '../features/reception/register-import.ts';
import type { KindNames } from '../domain/form.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { TableFiles } from '../ports/table-files.ts';

export type LedgersDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  exporters: AllExporters;
  tables: TableFiles;
  kindNames: () => Promise<KindNames>;
};

/** What leaves the house as files, and what is counted. */
export type Ledgers = {
  register: LedgerDesk;
  importRegister: ImportRegister;
  /** As they were within the last minute. */
  countCases: CountCases;
  figuresWithPicture: FiguresWithPicture;
  writePack: WritePack;
  privacy: PrivacyDesk;
};

export function createLedgers({ store, exporters, tables, ...shared }: LedgersDeps): Ledgers {
  const deps = { ...shared, records: store };
  const countCases = createCaseStatistics(deps);
  const countShared = shareCounts(countCases, shared.clock);
  const { fileSets } = exporters;
  return {
    register: createLedgerDesk({ ...deps, exporters, fileSets }),
    importRegister: createRegisterImport({ ...deps, store, tables }),
    countCases: countShared,
    privacy: createPrivacyDesk({ ...shared, store }),
    writePack: createPack({ ...deps, store, exporters, fileSets, countCases }),
    figuresWithPicture: createFiguresWithPicture({ countCases: countShared, charts: createCharts() }),
  };
}
