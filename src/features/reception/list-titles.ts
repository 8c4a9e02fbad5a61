import type { ListName } from '../../domain/list-item.ts';

export const listTitles = {
  transfer: '职能转移清单',
  service: '服务能力清单',
  demand: '需求清单',
} as const satisfies Record<ListName, string>;
