import { AppError } from '../../base/errors.ts';
import { kindOf, nameKey, type Organization } from '../../domain/organization.ts';

/** What a row needs of the tree; `isNew`: its organization is. `apply` makes it so, and until then nothing has changed. */
export type Resolved = { organization: Organization; isNew: boolean; notes: readonly string[]; apply(): void };

/** The tree as the rows so far leave it. */
export type OrganizationDraft = {
  /** Finds the last of a path, and adds what is missing of it; throws `input/invalid` when that is not clear. */
  resolve(path: readonly string[], tags: readonly string[]): Resolved;
  /** What is to be stored, each once. */
  changed(): Organization[];
};

type Step = { organization: Organization; note: string };

export function draftOrganizations(
  all: readonly Organization[],
  of: { newId: () => string; now: number },
): OrganizationDraft {
  const byId = new Map(all.map((one) => [one.id, one]));
  const byKey = new Map<string, Set<string>>();
  const changed = new Set<string>();
  for (const { id, name } of all) index(byKey, name, id);

  const named = (name: string): Organization[] =>
    [...(byKey.get(nameKey(name)) ?? [])].flatMap((id) => byId.get(id) ?? []);
  const pathOf = ({ name, parentId }: Organization): string => {
    const parent = parentId === null ? undefined : byId.get(parentId);
    return parent === undefined ? name : `${pathOf(parent)}/${name}`;
  };
  const isBelow = (one: Organization, above: Organization): boolean => {
    if (one.id === above.id) return true;
    const parent = one.parentId === null ? undefined : byId.get(one.parentId);
    return parent !== undefined && isBelow(parent, above);
  };
  const added = (name: string, parentId: string | null): Step => ({
    organization: { id: of.newId(), name, kind: kindOf(name), parentId, tags: [], createdAt: of.now },
    note: `新建组织“${name}”`,
  });

  /** The first of a path may stand anywhere, if its name is there once. */
  const first = (name: string): Step => {
    const [found, another] = named(name);
    if (found === undefined) return added(name, null);
    if (another === undefined) return { organization: found, note: '' };
    throw unclear(`叫“${name}”的组织不止一个（${pathOf(found)}，${pathOf(another)}），请在“上级”里写全`);
  };

  const below = (parent: Organization, name: string): Step => {
    const known = named(name);
    const child = known.find(({ parentId }) => parentId === parent.id);
    if (child !== undefined) return { organization: child, note: '' };
    const [elsewhere] = known;
    if (elsewhere === undefined) return added(name, parent.id);
    if (elsewhere.parentId === null && known.length === 1 && !isBelow(parent, elsewhere))
      return { organization: { ...elsewhere, parentId: parent.id }, note: `“${name}”归到“${parent.name}”下面` };
    throw unclear(`“${name}”已经在别处（${pathOf(elsewhere)}）：要移动请先移动它，确是另一个组织请先新建`);
  };

  const stepsOf = (path: readonly string[]): Step[] =>
    path.reduce<Step[]>((steps, name) => {
      const above = steps.at(-1);
      return [...steps, above === undefined ? first(name) : below(above.organization, name)];
    }, []);

  return {
    resolve(path, tags) {
      const steps = stepsOf(path);
      const organization = steps.at(-1)?.organization;
      if (organization === undefined) throw unclear('没有写组织');
      const missing = tags.filter((tag) => !organization.tags.includes(tag));
      const last = { ...organization, tags: [...organization.tags, ...new Set(missing)] };
      const needed = steps.filter(({ note }) => note !== '').map((step) => step.organization);
      const notes = steps.flatMap(({ note }) => (note === '' ? [] : [note]));
      return {
        organization: last,
        isNew: !byId.has(last.id),
        notes: missing.length === 0 ? notes : [...notes, `“${last.name}”加标签 ${missing.join('、')}`],
        apply() {
          const kept = missing.length === 0 ? needed : [...needed.filter(({ id }) => id !== last.id), last];
          for (const one of kept) {
            byId.set(one.id, one);
            index(byKey, one.name, one.id);
            changed.add(one.id);
          }
        },
      };
    },

    changed: () => [...changed].flatMap((id) => byId.get(id) ?? []),
  };
}

function index(byKey: Map<string, Set<string>>, name: string, id: string): void {
  const ids = byKey.get(nameKey(name));
  if (ids === undefined) byKey.set(nameKey(name), new Set([id]));
  else ids.add(id);
}

function unclear(message: string): AppError {
  return new AppError('input/invalid', `${message}。`);
}
