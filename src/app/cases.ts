import { join } from 'node:path';
import { createCaseFormFiles } from '../adapters/case-forms/case-form-files.ts';
import type { Config } from '../config.ts';
import { type CaseDesk, type CaseDeskDeps, createCaseDesk } from '../features/reception/case-desk.ts';
import { createReception, type Reception } from '../features/reception/reception.ts';
import type { Holidays } from '../features/broadcasts/holidays.ts';
import type { Channel } from '../ports/channel.ts';
import type { Forms } from '../ports/forms.ts';
import type { Store } from '../ports/store.ts';

export type TakingCases = { forms: Forms; reception: Reception; cases: CaseDesk };

export type TakingCasesDeps = Pick<CaseDeskDeps, 'timeZone'> & {
  config: Config;
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  holidays: () => Promise<Holidays>;
  newId: () => string;
};

/** What takes cases down from speech. Holidays are a word of the broadcasts; reception gets them as a function. */
export function createTakingCases({ config, store, channels, holidays, ...shared }: TakingCasesDeps): TakingCases {
  const forms = createCaseFormFiles(join(config.knowledgeDir, 'forms'));
  const reception = createReception({
    ...shared,
    records: store,
    forms: forms.read,
    workdays: async () => (await holidays()).isWorkday,
    directChats: (channel) => channels.get(channel)?.capabilities.directChats === true,
  });
  return { forms, reception, cases: createCaseDesk({ ...shared, records: store, forms: forms.read }) };
}
