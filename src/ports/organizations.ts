import type { Organization } from '../domain/organization.ts';

/** What is its own, without what is below it. */
export type OrganizationCounts = { groups: number; people: number; cases: number; openCases: number };

/** The tree of organizations. Whoever changes it, or puts something into it, holds it by `lock` first. */
export interface Organizations {
  /**
   * All, as they are now; keeps others from changing the tree, and what stands in it, until the transaction ends.
   * Only within `Store.transaction`.
   */
  lock(): Promise<Organization[]>;
  /** By name. */
  list(): Promise<Organization[]>;
  find(id: string): Promise<Organization | null>;
  /** Adds, or replaces by id. */
  put(organizations: readonly Organization[]): Promise<void>;
  /** How much stands in one: organizations below it, groups and people. */
  countIn(id: string): Promise<{ organizations: number; groups: number; people: number }>;
  /** The same of all, with their cases (`CaseFilter.organizationId`) and how many of these are open; one in which nothing stands is absent. */
  countAll(): Promise<ReadonlyMap<string, OrganizationCounts>>;
  /** It is empty: throws where something still stands in it. */
  remove(id: string): Promise<void>;
}
