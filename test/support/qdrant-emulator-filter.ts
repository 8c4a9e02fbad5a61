import type { ConditionBody, FilterBody } from './qdrant-emulator-bodies.ts';
import type { Point } from './qdrant-emulator-points.ts';

export function matches(point: Point, filter: FilterBody | undefined): boolean {
  const { must = [], must_not = [], should = [] } = filter ?? {};
  return (
    must.every((condition) => holds(point, condition)) &&
    !must_not.some((condition) => holds(point, condition)) &&
    (should.length === 0 || should.some((condition) => holds(point, condition)))
  );
}

function holds(point: Point, condition: ConditionBody): boolean {
  if ('has_id' in condition) return condition.has_id.includes(point.id);
  if ('has_vector' in condition) return point.dense.has(condition.has_vector) || point.sparse.has(condition.has_vector);
  if ('is_empty' in condition) return valuesOf(point, condition.is_empty.key).length === 0;
  if ('match' in condition) {
    const wanted: readonly unknown[] = 'any' in condition.match ? condition.match.any : [condition.match.value];
    return valuesOf(point, condition.key).some((value) => wanted.includes(value));
  }
  if ('range' in condition) {
    const { lt = Infinity, lte = Infinity, gt = -Infinity, gte = -Infinity } = condition.range;
    return valuesOf(point, condition.key).some(
      (value) => typeof value === 'number' && value < lt && value <= lte && value > gt && value >= gte,
    );
  }
  return matches(point, condition);
}

/** An array counts by its members. */
function valuesOf({ payload }: Point, key: string): unknown[] {
  const value = payload[key];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
