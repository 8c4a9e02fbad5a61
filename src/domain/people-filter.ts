/**
 * Which people of the address book are meant; null = does not matter. `search`: letters of the name, the post or the
 * organization, or a whole number. `organization`: its id, with all below it. `bound`: whether a chat account is them.
 */
export type PeopleFilter = {
  search: string | null;
  organization: string | null;
  consent: boolean | null;
  bound: boolean | null;
};
