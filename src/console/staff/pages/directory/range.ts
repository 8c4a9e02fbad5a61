export const pageSize = 50;

/** Which of all of them a page shows; `total` null: nobody has counted. */
export function rangeInWords({
  before,
  shown,
  total,
}: {
  before: number;
  shown: number;
  total: number | null;
}): string {
  const first = before * pageSize;
  return `第 ${first + 1} 到 ${first + shown} 个${total === null ? '' : `，共 ${total} 个`}`;
}
