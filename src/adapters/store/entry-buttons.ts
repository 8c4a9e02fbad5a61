import { z } from 'zod';
import type { EntryButtons } from '../../domain/message.ts';

const Buttons = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('receipt'), deliveryId: z.string() }),
  z.object({
    kind: z.literal('choice'),
    deliveryId: z.string(),
    labels: z.array(z.string()),
    chosen: z.object({ place: z.int(), label: z.string() }).nullable(),
  }),
]);

/** The column `buttons`. */
export function toButtons(column: string | null): EntryButtons | null {
  return column === null ? null : Buttons.parse(JSON.parse(column));
}

export function toButtonsColumn(buttons: EntryButtons | null): string | null {
  return buttons === null ? null : JSON.stringify(buttons);
}
