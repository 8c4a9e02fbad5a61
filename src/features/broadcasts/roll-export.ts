import { dayOf, isoOrNull } from '../../base/calendar.ts';
import type { NewFile } from '../../domain/file.ts';
import type { ReceiptKind } from '../../domain/receipt.ts';
import type { MakeTable, TableExporter } from '../../ports/exporter.ts';
import type { Roll, RollRow } from './roll.ts';
import { type BroadcastRoll, findRoll, type RollDeps } from './roll-desk.ts';
import { countRoll, type RollCounts, rollTable } from './roll-sheet.ts';

export const rollFormats = ['xlsx', 'csv'] as const;
export type RollFormat = (typeof rollFormats)[number];

export type RollExportDeps = RollDeps & {
  timeZone: string;
  exporters: Readonly<Record<RollFormat, TableExporter>>;
  makeXlsx: MakeTable;
};

/** Times are ISO; `delivered` and `read` are null where nobody knows, too: `tells` says what the platform tells. */
export type ShownRoll = {
  id: string;
  text: string;
  receipt: { reason: string; until: string };
  groups: (Omit<Roll, 'rows'> & { counts: RollCounts; people: ShownPerson[] })[];
};

type ShownPerson = Omit<RollRow, ReceiptKind | 'memberIds'> & Record<ReceiptKind, string | null>;

const xlsxMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Who answered and who did not, for staff alone. All throw `record/not-found`, and `input/invalid` where nobody was asked. */
export type RollExport = {
  show(id: string): Promise<ShownRoll>;
  /** Returns the same, once it is written; throws `input/invalid` when it cannot be. */
  write(id: string, to: { format: RollFormat; file: string }): Promise<ShownRoll>;
  /** As a workbook to be sent. */
  make(id: string): Promise<{ file: NewFile; roll: ShownRoll }>;
};

export function createRollExport(deps: RollExportDeps): RollExport {
  return {
    show: async (id) => toShown(await findRoll(deps, id)),

    async write(id, { format, file }) {
      const roll = await findRoll(deps, id);
      await deps.exporters[format].write(rollTable(roll, deps.timeZone), file);
      return toShown(roll);
    },

    async make(id) {
      const roll = await findRoll(deps, id);
      const bytes = await deps.makeXlsx(rollTable(roll, deps.timeZone));
      const name = `收到名单 ${dayOf(roll.broadcast.at, deps.timeZone)} ${id.slice(0, 8)}.xlsx`;
      return { file: { name, mime: xlsxMime, bytes }, roll: toShown(roll) };
    },
  };
}

function toShown({ broadcast: { id, text }, receipt, rolls }: BroadcastRoll): ShownRoll {
  return {
    id,
    text,
    receipt: { reason: receipt.reason, until: isoOrNull(receipt.until) ?? '' },
    groups: rolls.map(({ rows, ...group }) => ({ ...group, counts: countRoll({ rows }), people: rows.map(toPerson) })),
  };
}

function toPerson({ memberIds: _memberIds, ...row }: RollRow): ShownPerson {
  const [delivered, read, acknowledged] = [isoOrNull(row.delivered), isoOrNull(row.read), isoOrNull(row.acknowledged)];
  return { ...row, delivered, read, acknowledged };
}
