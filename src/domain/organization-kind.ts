/** 工委, 综合党委, 协会商会. */
export const organizationKinds = ['committee', 'party_committee', 'association'] as const;
export type OrganizationKind = (typeof organizationKinds)[number];
