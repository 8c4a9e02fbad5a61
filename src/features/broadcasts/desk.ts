import type { DayWindow } from '../../base/calendar.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { NewFile } from '../../domain/file.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { type ListedBroadcast, listBroadcasts, type ShownBroadcast, showBroadcast } from './browse.ts';
import type { WrittenFile } from './attachment.ts';
import type { Cancelled, Resolution } from './audited.ts';
import type { LinkOf } from './asking.ts';
import { cancelBroadcast } from './cancel.ts';
import type { Draft } from './draft.ts';
import { editBroadcast } from './edit.ts';
import { fetchBroadcastFile, fetchFile } from './fetch-file.ts';
import { planBroadcast, type Planned } from './plan.ts';
import type { Holidays } from './holidays.ts';
import {
  type BroadcastsPage,
  type GivenReceipt,
  pageBroadcasts,
  type PageOf,
  pageReceipts,
  showPage,
  type ShownPage,
} from './pages.ts';
import type { OrderedBy } from './once.ts';
import { sendOnce, type SendOrder, type SentOnce } from './send-once.ts';
import { type Preview, previewBroadcast } from './preview.ts';
import { resolveDeliveries } from './resolve.ts';
import {
  cancelSeries,
  listSeries,
  type ListedSeries,
  planSeries,
  type PlannedSeries,
  previewSeries,
  type SeriesPreview,
} from './series-desk.ts';
import { listRemindersByHand, type ReminderByHand } from './reminder-desk.ts';
import type { SeriesDraft } from './series-draft.ts';
import { listSkipped, type Period, type SkippedItem } from './skipped.ts';
import { type EditedSeries, editSeries, type SeriesEdit } from './series-edit.ts';
import { showSeries, type ShownSeries } from './series-show.ts';
import { upload, type Uploaded, withUpload } from './upload.ts';
import { listUndecided, type Undecided } from './undecided.ts';
import { listByHand, type WaitingByHand } from './by-hand.ts';

export type BroadcastDeskDeps = {
  store: Store;
  clock: Clock;
  newId: () => string;
  timeZone: string;
  holidays: () => Promise<Holidays>;
  quietHours: DayWindow | null;
  /** Unrequested messages a group and day. */
  dailyCap: number;
  /** When the daily message goes out. */
  daily: DayWindow;
  channels: ReadonlyMap<string, Channel>;
  /** The address of the page where a delivery is acknowledged. */
  linkOf: LinkOf;
  /** Told when deliveries wait to be sent. */
  onPlanned: () => void;
};

/** What staff do with broadcasts. Throws `input/*`, `record/not-found` and `record/conflict`, each with one sentence. */
export type BroadcastDesk = {
  /** The broadcast and one delivery a group of the segment, or nothing. Muted groups are on record as skipped. */
  plan(draft: Draft): Promise<Planned>;
  /** Carries out an order the first time its key comes; the same key with another order is `record/conflict`. */
  sendOnce(order: SendOrder, by: OrderedBy): Promise<SentOnce>;
  /** Who would get what, and who would not and why; nothing is stored. */
  preview(draft: Draft): Promise<Preview>;
  /** The series; each occurrence is planned when its time comes. */
  planSeries(draft: SeriesDraft): Promise<PlannedSeries>;
  previewSeries(draft: SeriesDraft): Promise<SeriesPreview>;
  /** Those that go on first, then the newest. */
  series(): Promise<ListedSeries[]>;
  /** With its occurrences; null: there is no such series. */
  showSeries(id: string): Promise<ShownSeries | null>;
  /** Of what is not planned yet; null: there is no such series. */
  editSeries(id: string, edit: SeriesEdit): Promise<EditedSeries | null>;
  /** Newest first, with the daily messages of the last 30 days; at most `limit`, 500 when absent. */
  list(limit?: number): Promise<ListedBroadcast[]>;
  /** `receipts`: with who acknowledged. */
  show(id: string, options?: { receipts: boolean }): Promise<ShownBroadcast>;
  /** What staff sent, page by page, newest first, or only the text messages of it; `input/invalid` when `after` is no place. */
  page(page: PageOf & { sms?: boolean }): Promise<BroadcastsPage>;
  /** One of them with a page of its deliveries, in one state or all. */
  showPage(id: string, page: PageOf & { state: DeliveryState | null }): Promise<ShownPage>;
  /** Who acknowledged it, oldest first. */
  receipts(id: string, page: PageOf): Promise<{ receipts: GivenReceipt[]; next: string | null }>;
  /** Another text for all groups, while no group has it; returns how many get it. */
  edit(id: string, text: string, by: string): Promise<number>;
  /** What is sent stays; nothing more is. */
  cancel(id: string, by: string): Promise<Cancelled>;
  /**
   * A person decides about a delivery with an unknown outcome, or has posted one by hand; several, joined by commas, are
   * decided together or not at all.
   */
  resolve(deliveryId: string, as: Resolution, by: string): Promise<void>;
  /** What a broadcast, a series or a delivery carries, by its id; throws `record/not-found`. */
  file(id: string): Promise<NewFile>;
  /** What a broadcast or a series carries; throws `record/not-found`. */
  broadcastFile(id: string): Promise<NewFile>;
  /** Keeps a file for a broadcast to come; it goes by itself when none carries it within a day. */
  upload(file: WrittenFile, userId: string): Promise<Uploaded>;
  /** The order with what is known of the file that was uploaded for it; throws `record/not-found`. */
  withUpload(order: SendOrder, userId: string): Promise<SendOrder>;
  /** What is to be posted by hand now. */
  waiting(): Promise<WaitingByHand[]>;
  /** Reminders of a 收到 that a person gives, because nobody could be written to. */
  remindersByHand(): Promise<ReminderByHand[]>;
  /** What nobody knows to have arrived. */
  undecided(): Promise<Undecided[]>;
  /** What was to be sent in a period and was not, and why. */
  skipped(period: Period): Promise<SkippedItem[]>;
};

export function createBroadcastDesk(deps: BroadcastDeskDeps): BroadcastDesk {
  return {
    async plan(draft) {
      const planned = await planBroadcast(deps, draft);
      deps.onPlanned();
      return planned;
    },
    async sendOnce(order, by) {
      const sent = await sendOnce(deps, order, by);
      if (!sent.repeated) deps.onPlanned();
      return sent;
    },
    preview: (draft) => previewBroadcast(deps, draft),
    planSeries: (draft) => planSeries(deps, draft),
    previewSeries: (draft) => previewSeries(deps, draft),
    series: () => listSeries(deps),
    showSeries: (id) => showSeries(deps, id),
    editSeries: (id, edit) => editSeries(deps, id, edit),
    list: (limit) => listBroadcasts(deps, limit),
    show: (id, { receipts } = { receipts: false }) => showBroadcast(deps, id, receipts),
    page: (page) => pageBroadcasts(deps, page),
    showPage: (id, page) => showPage(deps, id, page),
    receipts: (id, page) => pageReceipts(deps, id, page),
    edit: (id, text, by) => editBroadcast(deps, { id, text, by }),
    async cancel(id, by) {
      const ended = await cancelSeries(deps, id, by);
      return ended ?? cancelBroadcast(deps, id, by);
    },
    async resolve(deliveryId, as, by) {
      await resolveDeliveries(deps, { deliveryId, as, by });
      deps.onPlanned();
    },
    file: (id) => fetchFile(deps, id),
    broadcastFile: (id) => fetchBroadcastFile(deps, id),
    upload: (file, userId) => upload(deps, file, userId),
    withUpload: (order, userId) => withUpload(deps, order, userId),
    waiting: () => listByHand(deps),
    remindersByHand: () => listRemindersByHand(deps),
    undecided: () => listUndecided(deps),
    skipped: (period) => listSkipped(deps, period),
  };
}
