import { type Bodies, type PointId } from './qdrant-emulator-bodies.ts';
import { refuse } from './qdrant-emulator-errors.ts';
import { createPointSet, type PointSet } from './qdrant-emulator-points.ts';

export type Collection = {
  config: Bodies['createCollection'];
  points: PointSet;
  indexes: Map<string, string>;
};

/** All that a server keeps. */
export type ServerState = {
  collections: Map<string, Collection>;
  aliases: Map<string, string>;
  /** By name or alias; refuses as the server does. */
  find(name: string): Collection;
  create(name: string, config: Bodies['createCollection']): void;
  drop(name: string): boolean;
  /** All actions or none. */
  changeAliases(actions: Bodies['aliases']['actions']): void;
};

export function createServerState(): ServerState {
  const collections = new Map<string, Collection>();
  const aliases = new Map<string, string>();
  const missing = (name: string): never => refuse(404, `Not found: Collection \`${name}\` doesn't exist!`);

  return {
    collections,
    aliases,
    find: (name) => collections.get(aliases.get(name) ?? name) ?? missing(name),
    create(name, config) {
      if (collections.has(name)) refuse(409, `Wrong input: Collection \`${name}\` already exists!`);
      if (aliases.has(name))
        refuse(400, `Bad request: Can't create collection with name ${name}. Alias with the same name already exists`);
      if (/[<>:"/\\|?*\0]/.test(name) || name.length > 255) refuse(422, `Validation error in path parameters: ${name}`);
      collections.set(name, { config, points: createPointSet(config), indexes: new Map() });
    },
    drop(name) {
      for (const [alias, target] of aliases) if (target === name) aliases.delete(alias);
      return collections.delete(name);
    },
    changeAliases(actions) {
      const changed = new Map(aliases);
      for (const action of actions) {
        if ('delete_alias' in action) {
          changed.delete(action.delete_alias.alias_name);
          continue;
        }
        const { alias_name, collection_name } = action.create_alias;
        if (collections.has(alias_name)) refuse(409, `Wrong input: Collection \`${alias_name}\` already exists!`);
        if (!collections.has(collection_name)) missing(collection_name);
        changed.set(alias_name, collection_name);
      }
      aliases.clear();
      for (const [alias, target] of changed) aliases.set(alias, target);
    },
  };
}

/** The server goes through points by id: numbers first, then UUIDs. */
export function compareIds(a: PointId, b: PointId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}
