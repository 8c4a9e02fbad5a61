import { builtInKinds } from '../../domain/case.ts';
import type { NewFile } from '../../domain/file.ts';
import { type AssigneeChoice, findAssignees } from './assignees.ts';
import type { DuplicateItem } from './duplicate-item.ts';
import type { FollowUp } from './follow-up.ts';
import { kindName } from './labels.ts';
import { maskText } from '../../domain/mask.ts';
import { maskPersonal } from './mask-personal.ts';
import { readRegister, type RegisterDeps, type RegisterPage } from './register.ts';
import type { RegisterAsk } from './register-query.ts';
import { seenEntry } from './seen.ts';
import { attachFile, type FileToAttach, takeFile } from './staff-files.ts';
import { readWholeCase, type WholeCase } from './whole-case.ts';

/** What the register can be filtered by; the day that comes last first. */
export type RegisterChoices = {
  kinds: { kind: string; name: string }[];
  days: { id: string; date: string; host: string }[];
};

/** The register as staff look at it: names and numbers hidden until somebody asks for those of one case. */
export type RegisterDesk = {
  page(ask: RegisterAsk): Promise<RegisterPage>;
  /** Throws `record/not-found`, as all that ask for one do. */
  show(no: string): Promise<WholeCase>;
  /** With names and numbers; that somebody asked is on record before. */
  reveal(no: string, who: string): Promise<WholeCase>;
  /** The open ones that read like it, the most alike first. */
  alike(no: string): Promise<{ cases: DuplicateItem[] }>;
  choices(): Promise<RegisterChoices>;
  assignees(words: string): Promise<AssigneeChoice[]>;
  attach(no: string, file: FileToAttach, who: string): Promise<{ no: string; files: number }>;
  takeFile(id: string, who: string): Promise<NewFile>;
};

const mostDays = 60;

export type RegisterDeskDeps = RegisterDeps & { newId: () => string; followUp: Pick<FollowUp, 'duplicates'> };

export function createRegisterDesk(deps: RegisterDeskDeps): RegisterDesk {
  const { store, clock } = deps;
  return {
    page: (ask) => readRegister(deps, ask),

    show: (no) => readWholeCase(deps, no, { hidden: true }),

    async reveal(no, who) {
      const whole = await readWholeCase(deps, no, { hidden: false });
      await store.audit.append(seenEntry({ who, at: clock.now() }, { subject: no, cases: 1 }));
      return whole;
    },

    async alike(no) {
      const { cases } = await deps.followUp.duplicates(no);
      return { cases: await Promise.all(cases.map((alike) => hide(deps, alike))) };
    },

    async choices() {
      const names = await deps.kindNames();
      const kinds = [...new Set([...builtInKinds, ...names.keys()])];
      const days = await store.receptionDays.page({ status: null, after: null, limit: mostDays });
      return {
        kinds: kinds.map((kind) => ({ kind, name: kindName(kind, names) })),
        days: days.map(({ id, date, host }) => ({ id, date, host })),
      };
    },

    assignees: (words) => findAssignees(store, words.trim()),

    attach: (no, file, who) => attachFile(deps, no, { ...file, who }),

    takeFile: (id, who) => takeFile(deps, id, who),
  };
}

async function hide({ store }: RegisterDeps, alike: DuplicateItem): Promise<DuplicateItem> {
  const one = await store.cases.find(alike.no);
  const content = one === null ? maskText(alike.content) : maskPersonal({ one, steps: [] }).one.content;
  return { ...alike, content, reason: maskText(alike.reason) };
}
