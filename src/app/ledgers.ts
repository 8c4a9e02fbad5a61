import { createCharts } from '../adapters/charts/charts.ts';
import { createTableFiles } from '../adapters/documents/table-files.ts';
import { createCsvExporter } from '../adapters/exports/csv.ts';
import { createDocxExporter } from '../adapters/exports/docx.ts';
import { createFolderExporter } from '../adapters/exports/folder.ts';
import { createJsonExporter } from '../adapters/exports/json.ts';
import { createXlsxExporter } from '../adapters/exports/xlsx.ts';
import { createLedgerDesk, type LedgerDesk } from '../features/reception/ledger-desk.ts';
import { createPrivacyDesk, type PrivacyDesk } from '../features/directory/privacy-desk.ts';
import { createCaseStatistics, type CountCases } from '../features/reception/case-statistics.ts';
import { createFiguresWithPicture, type FiguresWithPicture } from '../features/reception/figures-with-picture.ts';
import { createPack, type WritePack } from '../features/reception/pack.ts';
import { createRegisterImport, type ImportRegister } from '../features/reception/register-import.ts';
import type { KindNames } from '../domain/form.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export type LedgersDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  kindNames: () => Promise<KindNames>;
};

/** What leaves the house as files, and what is counted. */
export type Ledgers = {
  register: LedgerDesk;
  importRegister: ImportRegister;
  countCases: CountCases;
  figuresWithPicture: FiguresWithPicture;
  writePack: WritePack;
  privacy: PrivacyDesk;
};

export function createLedgers({ store, clock, timeZone, kindNames }: LedgersDeps): Ledgers {
  const exporters = {
    xlsx: createXlsxExporter(),
    csv: createCsvExporter(),
    docx: createDocxExporter(),
    json: createJsonExporter(),
  };
  const deps = { records: store, clock, timeZone, kindNames };
  const countCases = createCaseStatistics(deps);
  return {
    register: createLedgerDesk({ ...deps, exporters }),
    importRegister: createRegisterImport({ ...deps, store, tables: createTableFiles() }),
    countCases,
    privacy: createPrivacyDesk({ store, clock }),
    writePack: createPack({ ...deps, store, exporters, folders: createFolderExporter(), countCases }),
    figuresWithPicture: createFiguresWithPicture({ countCases, charts: createCharts() }),
  };
}
