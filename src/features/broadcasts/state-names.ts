import type { DeliveryState } from '../../domain/delivery.ts';

/** The states of a delivery for people to read. */
export const stateNames = {
  pending: '等待',
  claimed: '即将发送',
  sending: '正在发送',
  sent: '已发送',
  failed: '失败',
  unknown: '结果不明',
  skipped: '未发',
} as const satisfies Record<DeliveryState, string>;
