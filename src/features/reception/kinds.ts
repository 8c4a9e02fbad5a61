import { builtInKinds, type CaseKind } from '../../domain/case.ts';
import type { KindNames } from '../../domain/form.ts';
import { kindName } from './labels.ts';

/** The kind that people mean by its identifier or its name, null when there is none. */
export function findKind(written: string, names: KindNames): CaseKind | null {
  return kindsOf(names).find((kind) => kind === written || kindName(kind, names) === written) ?? null;
}

/** All kinds there are, for a sentence that tells what would be right. */
export function kindsInWords(names: KindNames): string {
  return kindsOf(names)
    .map((kind) => `${kind}（${kindName(kind, names)}）`)
    .join('、');
}

function kindsOf(names: KindNames): CaseKind[] {
  return [...new Set([...builtInKinds, ...names.keys()])];
}
