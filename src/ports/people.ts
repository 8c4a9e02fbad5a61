import type { PeopleFilter } from '../domain/people-filter.ts';
import type { KnownPerson, Person } from '../domain/person.ts';

/** The address book. Within an organization a name is one person. */
export interface People {
  /** Adds, or replaces by id. */
  put(people: readonly Person[]): Promise<void>;
  find(id: string): Promise<Person | null>;
  /** Those of some organizations, or of all (null); by organization and name. */
  list(organizationIds: readonly string[] | null): Promise<Person[]>;
  /** The same, each with the members that are this person. */
  listKnown(organizationIds: readonly string[] | null): Promise<KnownPerson[]>;
  /** By name, those of the same name by id; `after`: the id of the last one before. Throws `input/invalid` when that is no place. */
  page(filter: PeopleFilter, at: { after: string | null; limit: number }): Promise<KnownPerson[]>;
  count(filter: PeopleFilter): Promise<number>;
  /** Those with this number, in whichever organizations; by id. */
  listByPhone(phone: string): Promise<Person[]>;
  /** With what it is bound to, and its code. */
  remove(id: string): Promise<void>;
}
