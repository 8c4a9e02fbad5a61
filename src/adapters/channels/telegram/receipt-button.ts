const prefix = 'r:';
/** Of UTF-8, as the platform counts. */
const mostBytes = 64;

/** A 收到 button under a message; null when the id is too long to be carried. */
export function receiptButton(deliveryId: string): object | null {
  const data = `${prefix}${deliveryId}`;
  if (Buffer.byteLength(data) > mostBytes) return null;
  return { inline_keyboard: [[{ text: '收到', callback_data: data }]] };
}

/** The delivery a pressed button stands for; null for a button of something else. */
export function deliveryIn(data: string): string | null {
  return data.startsWith(prefix) && data.length > prefix.length ? data.slice(prefix.length) : null;
}
