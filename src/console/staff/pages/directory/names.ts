import type { GroupState } from '../../../../domain/group-filter.ts';
import type { OrganizationKind } from '../../../../domain/organization-kind.ts';

export const kindNames = {
  committee: '工委',
  party_committee: '综合党委',
  association: '协会商会',
} as const satisfies Record<OrganizationKind, string>;

export const stateNames = {
  receiving: '接收群发',
  silent: '不接收',
  muted: '停发',
  left: '已离开',
} as const satisfies Record<GroupState, string>;

export const stateColours = {
  receiving: 'green',
  silent: 'default',
  muted: 'orange',
  left: 'red',
} as const satisfies Record<GroupState, string>;
