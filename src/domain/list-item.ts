/** 三张清单: 职能转移, 服务能力, 需求. */
export const listNames = ['transfer', 'service', 'demand'] as const;
export type ListName = (typeof listNames)[number];

/** One line of a list: what an organization offers, takes over or looks for. Within a list it is one by provider and subject. */
export type ListItem = {
  id: string;
  list: ListName;
  /** The association or enterprise it is about. */
  provider: string;
  subject: string;
  detail: string | null;
  field: string | null;
  /** For staff alone. */
  contact: string | null;
  createdAt: number;
};
