import { join } from 'node:path';
import { createManualChannel } from '../adapters/channels/manual/channel.ts';
import { createWebChannel, type WebChannel } from '../adapters/channels/web/channel.ts';
import { createSmsTemplateFile } from '../adapters/sms-templates/sms-template-file.ts';
import type { Config } from '../config.ts';
import { createReceiptDesk, type ReceiptDesk } from '../features/broadcasts/receipt-desk.ts';
import { createAttachedFiles } from '../features/inbox/attached-files.ts';
import { createRatingButtons } from '../features/reception/rating-buttons.ts';
import type { AttachedFiles } from '../ports/attached-files.ts';
import type { Channel } from '../ports/channel.ts';
import type { SmsTemplates } from '../ports/sms-templates.ts';
import { createPlatformChannels, groupsSetUp } from './channels.ts';
import { connectionLeaseMs, keepConnected } from './connections.ts';
import { createIntake } from './intake.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { followSettings } from './set-up-groups.ts';
import type { Shared } from './shared.ts';

/** Every channel of the bot, and what members press or say there that is no message to it. */
export type AllChannels = {
  channels: ReadonlyMap<string, Channel>;
  web: WebChannel;
  rooms: Rooms;
  receipts: ReceiptDesk;
  attached: AttachedFiles;
  smsTemplates: SmsTemplates;
  /** Makes known the groups that the settings name. */
  followSettings: () => Promise<void>;
  /** Keeps the platforms connected until the signal. */
  keepConnected: (signal: AbortSignal) => Promise<void>;
};

export function createAllChannels(shared: Shared): AllChannels {
  const { config, store, clock, wakes } = shared;
  // Channels hand in what receipts are, and receipts look at what channels can do.
  const channels = new Map<string, Channel>();
  const receipts = createReceiptDesk({ ...shared, channels });
  const { acknowledge, report } = receipts;
  const { choose } = createRatingButtons({ ...shared, channels });
  const intake = createIntake({ ...shared, onAccepted: wakes.inbox.notify, acknowledge, choose, report });
  const web = createWebChannel({ ...shared, ...store, ...intake, groups: webGroupsOf(config) });
  const smsTemplates = createSmsTemplateFile(join(config.knowledgeDir, 'sms/templates.yaml'));
  const platforms = createPlatformChannels(config, { ...shared, intake, smsTemplates });
  for (const channel of [web, createManualChannel(), ...platforms]) channels.set(channel.id, channel);
  const statuses = store.channelStatuses;
  const connected = { ...shared, ...store, statuses, channels: platforms, heardAt: intake.heardAt };
  return {
    channels,
    web,
    rooms: createRooms({ web, store, clock }),
    receipts,
    attached: createAttachedFiles({ files: store.files, channels }),
    smsTemplates,
    async followSettings() {
      for (const groups of groupsSetUp(config)) await followSettings(shared, groups);
    },
    keepConnected: (signal) => keepConnected({ ...connected, leaseMs: connectionLeaseMs }, signal),
  };
}

function webGroupsOf(config: Config): { slug: string; title: string }[] {
  return config.webGroups.map((slug) => ({ slug, title: slug === 'demo' ? '清语体验群' : `网页群 ${slug}` }));
}
