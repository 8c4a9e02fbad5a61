import { createCsvExporter } from '../adapters/exports/csv.ts';
import { createDocxExporter } from '../adapters/exports/docx.ts';
import { createJsonExporter } from '../adapters/exports/json.ts';
import { createXlsxExporter } from '../adapters/exports/xlsx.ts';
import { createLedgerDesk, type LedgerDesk } from '../features/reception/ledger-desk.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export type LedgersDeps = { store: Store; clock: Clock; timeZone: string };

/** What leaves the house as files, and what is counted. */
export type Ledgers = { register: LedgerDesk };

export function createLedgers({ store, clock, timeZone }: LedgersDeps): Ledgers {
  const exporters = {
    xlsx: createXlsxExporter(),
    csv: createCsvExporter(),
    docx: createDocxExporter(),
    json: createJsonExporter(),
  };
  return { register: createLedgerDesk({ records: store, exporters, clock, timeZone }) };
}
