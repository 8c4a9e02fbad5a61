import type { PeopleFilter } from '../domain/people-filter.ts';
import type { KnownPerson, Person } from '../domain/person.ts';

/** What somebody is looked for by. */
export type PersonTrait = { trait: 'name' | 'post'; value: string };

/** The address book. Within an organization a name is one person. */
export interface People {
  /** Adds, or replaces by id. */
  put(people: readonly Person[]): Promise<void>;
  find(id: string): Promise<Person | null>;
  /** Those of some organizations, or of all (null); by organization and name. */
  list(organizationIds: readonly string[] | null): Promise<Person[]>;
  /** Of these, those with exactly this name or this post. */
  listHaving(having: PersonTrait, organizationIds: readonly string[] | null): Promise<Person[]>;
  /** Those in whose name these letters stand, `limit` at most; by organization and name. */
  listCalled(letters: string, limit: number): Promise<Person[]>;
  /** Those of some organizations, or of all (null), each with the members that are this person. */
  listKnown(organizationIds: readonly string[] | null): Promise<KnownPerson[]>;
  /** By name, those of the same name by id; `after`: the id of the last one before. Throws `input/invalid` when that is no place. */
  page(filter: PeopleFilter, at: { after: string | null; limit: number }): Promise<KnownPerson[]>;
  count(filter: PeopleFilter): Promise<number>;
  /** Those with this number, in whichever organizations; by id. */
  listByPhone(phone: string): Promise<Person[]>;
  /** With what it is bound to, and its code. */
  remove(id: string): Promise<void>;
}
