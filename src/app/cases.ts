import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createCaseFormFiles } from '../adapters/case-forms/case-form-files.ts';
import type { Config } from '../config.ts';
import { type CaseDesk, createCaseDesk } from '../features/reception/case-desk.ts';
import { type CaseFileDesk, createCaseFileDesk, createTakeFiles } from '../features/reception/case-files.ts';
import { createExtract, type ExtractDeps } from '../features/reception/extract.ts';
import { createLateFiles } from '../features/reception/late-files.ts';
import { createReception, type Reception } from '../features/reception/reception.ts';
import type { Holidays } from '../features/broadcasts/holidays.ts';
import type { Message } from '../domain/message.ts';
import type { AttachedFiles } from '../ports/attached-files.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Forms } from '../ports/forms.ts';
import type { Log } from '../ports/log.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Store } from '../ports/store.ts';

export type TakingCases = {
  forms: Forms;
  reception: Reception;
  cases: CaseDesk;
  caseFiles: CaseFileDesk;
  /** A photo that comes right after a case. */
  handleFile: (message: Message) => Promise<Outcome | null>;
};

export type TakingCasesDeps = {
  clock: Clock;
  log: Log;
  /** Null: none is configured. */
  model: Omit<ExtractDeps, 'generations' | 'clock' | 'log' | 'newId' | 'timeZone'> | null;
  config: Config;
  timeZone: string;
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  holidays: () => Promise<Holidays>;
  newId: () => string;
  attached: AttachedFiles;
};

/** Crockford's letters: none is taken for another when it is written down. Sixty bits. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function newCode(): string {
  const code = Array.from(randomBytes(12), (byte) => letters.charAt(byte % letters.length)).join('');
  // Only digits would be read as a number to call.
  return /\D/u.test(code) ? [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-') : newCode();
}

/** The forms are files, so what reads them alone opens no store. */
export function openForms({ knowledgeDir }: Pick<Config, 'knowledgeDir'>): Forms {
  return createCaseFormFiles(join(knowledgeDir, 'forms'));
}

/** What takes cases down from speech. Holidays are a word of the broadcasts; reception gets them as a function. */
export function createTakingCases({
  config,
  store,
  channels,
  holidays,
  model,
  attached,
  ...shared
}: TakingCasesDeps): TakingCases {
  const takeFiles = createTakeFiles(attached);
  const forms = openForms(config);
  const reception = createReception({
    ...shared,
    newCode,
    takeFiles,
    extract: model === null ? undefined : createExtract({ ...shared, ...store, ...model }),
    records: store,
    forms: forms.read,
    workdays: async () => (await holidays()).isWorkday,
    directChats: (channel) => channels.get(channel)?.capabilities.directChats === true,
  });
  return {
    forms,
    reception,
    cases: createCaseDesk({ ...shared, records: store, forms: forms.read }),
    caseFiles: createCaseFileDesk(store),
    handleFile: createLateFiles({ ...shared, records: store, takeFiles }),
  };
}
