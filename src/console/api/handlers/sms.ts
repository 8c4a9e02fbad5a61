import type { BroadcastDesk } from '../../../features/broadcasts/desk.ts';
import type { SmsDesk } from '../../../features/broadcasts/sms-desk.ts';
import type { SmsDraft } from '../../../features/broadcasts/sms-plan.ts';
import { bind, type Bound } from '../bind.ts';
import { type SmsOrder, smsRoutes as routes } from '../contract/sms.ts';
import { sayingWhatIsMissing } from './missing.ts';
import { toInstant, toPage } from './read.ts';

export function createSmsHandlers({ sms, broadcasts }: { sms: SmsDesk; broadcasts: Pick<BroadcastDesk, 'page'> }) {
  return {
    listSmsTemplates: bind(routes.listSmsTemplates, async () => ({ templates: await sms.templates() })),

    listSms: bind(routes.listSms, (_caller, { query }) => broadcasts.page({ ...toPage(query), sms: true })),

    sendSms: bind(routes.sendSms, ({ user }, { body, key }) =>
      sayingWhatIsMissing(() => sms.sendOnce(toDraft(body, user.name), { userId: user.id, key: key() })),
    ),

    previewSms: bind(routes.previewSms, ({ user }, { body }) =>
      sayingWhatIsMissing(() => sms.preview(toDraft(body, user.name))),
    ),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toDraft({ template, params, to, ...given }: SmsOrder, by: string): SmsDraft {
  const values = Object.entries(params).map(([name, value]) => [name, value.trim()] as const);
  const [at, until] = [toInstant(given.at), toInstant(given.until)];
  return { template, params: new Map(values), to, at, until, by };
}
