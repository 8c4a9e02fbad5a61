import { z } from 'zod';
import type { Case } from '../../domain/case.ts';
import type { DialogueKey } from '../../domain/dialogue.ts';
import { type FormField, isCommonField } from '../../domain/form.ts';
import type { CaseChanges } from '../../ports/cases.ts';
import type { Records } from '../../ports/store.ts';
import { findIdentity, type Identity } from './identity.ts';
import { fold, type Span } from './fold.ts';

/** A recorded case is being completed; `fields` are still to be asked, the first of them was. */
export type Asking = { no: string; fields: string[] };

const schema = z.object({ no: z.string(), fields: z.array(z.string()).min(1) });
const lastsMs = 24 * 3_600_000;
const longest = 200;

export async function findAsking(
  records: Pick<Records, 'dialogues'>,
  key: DialogueKey,
  now: number,
): Promise<Asking | null> {
  const found = schema.safeParse(await records.dialogues.find(key, now));
  return found.success ? found.data : null;
}

export async function openAsking(
  records: Pick<Records, 'dialogues'>,
  of: { key: DialogueKey; asking: Asking; now: number },
): Promise<void> {
  await records.dialogues.open(of.key, of.asking, of.now + lastsMs);
}

/** `…？（不方便就回“跳过”）` */
export function askField({ question }: Pick<FormField, 'question'>): string {
  return `${question}（不方便就回“跳过”）`;
}

const skips = /^\/?(?:跳过|略过|下一[个题]|不(?:方便|清楚|知道|想说|记得|填|告诉)|没有|无|skip|pass)[了的吧。.!\s]*$/u;

export function isSkip(text: string): boolean {
  return skips.test(fold(text).trim());
}

/** A name and nothing else: 株洲千金服饰有限公司. */
const bareWord = /^(?![我本俺咱])[\p{L}()·&]{2,40}$/u;

/** What an answer says: who it names wherever it stands, else the whole for the field that was asked; null = nothing of use. */
export function readField(text: string, field: string, one: Case): CaseChanges | null {
  const folded = fold(text);
  const { organization, contact, phone, email } = namedIn(text, folded);
  const isNumber = field === 'phone' || field === 'email';
  if (isCommonField(field) && !isNumber && bareWord.test(folded.trim())) return { [field]: text.trim() };
  const named = withoutKnown({ organization, contact, phone, email }, one);
  if (Object.hasOwn(named, field)) return named;
  if (isNumber) return Object.keys(named).length > 0 ? named : null;
  const said = text.trim().slice(0, longest);
  if (!/\p{L}|\p{N}/u.test(said)) return null;
  if (isCommonField(field)) return { ...named, [field]: said };
  return { ...named, details: { ...one.details, [field]: said } };
}

function namedIn(text: string, folded: string): Record<'organization' | 'contact' | 'phone' | 'email', string | null> {
  const identity: Identity = findIdentity(folded);
  const cut = (span: Span | null): string | null => span && text.slice(span.start, span.end);
  return {
    organization: cut(identity.organization),
    contact: cut(identity.contact),
    phone: identity.phone,
    email: identity.email,
  };
}

/** What is told already is changed by a correction, not by an answer. */
function withoutKnown(named: ReturnType<typeof namedIn>, one: Case): CaseChanges {
  const fresh = Object.entries(named).filter(([id, value]) => value !== null && isCommonField(id) && one[id] === null);
  return Object.fromEntries(fresh);
}
