import type { BindingHolder } from '../../domain/binding.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { hashBindingCode, newBindingCode } from './binding-code.ts';

/** Whoever sends `code` to the bot in private before `expiresAt` (ISO) is `name` from then on. It is shown once. */
export type IssuedCode = { name: string; code: string; expiresAt: string };

const codeMinutes = 30;

/** Takes the place of the code before; `by`: who made it, for the audit log. */
export async function issueCode(
  { store, clock }: { store: Store; clock: Clock },
  { name, holder, by }: { name: string; holder: BindingHolder; by: string },
): Promise<IssuedCode> {
  const code = newBindingCode();
  const at = clock.now();
  const expiresAt = at + codeMinutes * 60_000;
  const issued = { hash: await hashBindingCode(code), holder, expiresAt };
  await store.transaction(async ({ bindings, audit }) => {
    await bindings.putCode(issued);
    await audit.append({
      at,
      who: by,
      action: `${holder.kind}/code`,
      subject: holder.kind === 'user' ? name : holder.id,
      detail: {},
    });
  });
  return { name, code, expiresAt: new Date(expiresAt).toISOString() };
}
