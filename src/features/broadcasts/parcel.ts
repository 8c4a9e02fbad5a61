import { ratedBy, ratingLabels } from '../../domain/case-notice.ts';
import type { Channel, Choices } from '../../ports/channel.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import { askingOn, type LinkOf } from './asking.ts';
import { companionsOf, mergedText } from './merge.ts';

/**
 * What goes out at one go: a delivery, or several as one message.
 *
 * Which deliveries a message carries is on record before the first call (`mergedInto`) and does not change after it: a
 * channel that shows the same key once would else take a message with one more part for the one it has shown already.
 */
export type Parcel = {
  lead: ClaimedDelivery;
  /** All of them, the lead first. */
  deliveries: readonly ClaimedDelivery[];
  /** Under which delivery the merged message goes; null: the lead goes alone. */
  mergedInto: string | null;
  text: string;
  /** The delivery a 收到 button stands for. */
  receiptOf: string | null;
  /** What can be chosen under it. */
  choices: Choices | null;
};

type Among = On & { behind: readonly ClaimedDelivery[]; now: number };

type On = { channel: Channel; linkOf: LinkOf };

/** The lead with those of `behind`, the rest of its conversation's, that go with it. */
export function parcelOf(lead: ClaimedDelivery, { behind, now, ...on }: Among): Parcel {
  const open = behind.filter((one) => !one.cancelled && (one.closesAt === null || now < one.closesAt));
  const { capabilities } = on.channel;
  if (lead.mergedInto !== null) return merged(lead, open.filter(isTriedWith(lead)), on);
  const others = isFree(lead) ? companionsOf(lead, open.filter(isFree), { capabilities, linkOf: on.linkOf }) : [];
  if (others.length > 0) return merged(lead, others, on);
  return alone(lead, on);
}

function alone(lead: ClaimedDelivery, { channel, linkOf }: On): Parcel {
  const text = lead.asksReceipt ? askingOn(lead, channel.capabilities, linkOf) : lead.text;
  const choices = choicesOf(lead, channel);
  return { lead, deliveries: [lead], mergedInto: null, text, receiptOf: buttonOf([lead], channel), choices };
}

function merged(lead: ClaimedDelivery, others: readonly ClaimedDelivery[], { channel, linkOf }: On): Parcel {
  const deliveries = [lead, ...others];
  const mergedInto = lead.mergedInto ?? lead.id;
  // The last one left of what was tried together.
  if (others.length === 0) return { ...alone(lead, { channel, linkOf }), mergedInto };
  return {
    lead,
    deliveries,
    mergedInto,
    text: mergedText(deliveries, { capabilities: channel.capabilities, linkOf }),
    receiptOf: buttonOf(deliveries, channel),
    choices: null,
  };
}

/** Not tried yet, by nobody ordered again, and nothing that waits for nothing. A file, a template and the daily message stand for themselves. */
function isFree({
  kind,
  urgent,
  fileId,
  template,
  attempts,
  resends,
  partsSent,
  mergedInto,
}: ClaimedDelivery): boolean {
  if (kind !== 'broadcast' || urgent || fileId !== null || template !== null) return false;
  return attempts === 0 && resends === 0 && partsSent === 0 && mergedInto === null;
}

function isTriedWith({ mergedInto }: ClaimedDelivery): (other: ClaimedDelivery) => boolean {
  return (other) => other.mergedInto === mergedInto;
}

/** One who submitted a case is asked how it ended. */
function choicesOf({ id, key }: ClaimedDelivery, { capabilities }: Channel): Choices | null {
  return capabilities.buttons && ratedBy(key) !== null ? { deliveryId: id, labels: ratingLabels } : null;
}

function buttonOf(deliveries: readonly ClaimedDelivery[], { capabilities }: Channel): string | null {
  return (capabilities.buttons && deliveries.find(({ asksReceipt }) => asksReceipt)?.id) || null;
}
