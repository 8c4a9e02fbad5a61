import type { ReceiptWay } from '../../domain/receipt.ts';

/** How somebody said 收到, for people to read. */
export const wayNames = {
  button: '点按钮',
  word: '回复',
  link: '点链接',
} as const satisfies Record<ReceiptWay, string>;
