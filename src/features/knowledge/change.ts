import { createHash } from 'node:crypto';
import { isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { collectionForm, type Document, type DocumentFacts } from '../../domain/document.ts';

/** What people may say of a document; what is left out stays. */
type Said = Pick<Document, 'title' | 'collection'> & DocumentFacts;
export type DocumentChange = { [K in keyof Said]?: Said[K] | undefined };

/** The document as it is then. Throws `input/invalid` where it would contradict itself. */
export function changed(document: Document, change: DocumentChange): Document {
  const given = { ...document, ...merged(document, change) };
  const { title, collection, validFrom, expiresOn, repealedOn } = given;
  if (title.trim() === '') throw new AppError('input/invalid', '标题不能是空的。');
  if (!collectionForm.test(collection))
    throw new AppError('input/invalid', `资料集名“${collection}”不行，请用字母、汉字、数字、- 或 _，不超过 40 个字。`);
  for (const day of [validFrom, expiresOn, repealedOn, given.date])
    if (day !== null && !isDay(day)) throw new AppError('input/invalid', `${day} 不是日期，请写成 2026-01-31。`);
  for (const end of [expiresOn, repealedOn])
    if (validFrom !== null && end !== null && end <= validFrom)
      throw new AppError('input/invalid', `失效或废止的日期（${end}）应在生效日期（${validFrom}）之后。`);
  const { hash, ...said } = { ...given, title: title.trim() };
  return { ...said, hash: hashAfter(hash, said) };
}

function merged(document: Document, change: DocumentChange): Said {
  const one = <V>(given: V | undefined, before: V): V => (given === undefined ? before : given);
  return {
    title: one(change.title, document.title),
    collection: one(change.collection, document.collection),
    region: one(change.region, document.region),
    organization: one(change.organization, document.organization),
    source: one(change.source, document.source),
    date: one(change.date, document.date),
    validFrom: one(change.validFrom, document.validFrom),
    expiresOn: one(change.expiresOn, document.expiresOn),
    repealedOn: one(change.repealedOn, document.repealedOn),
    replacedBy: one(change.replacedBy, document.replacedBy),
  };
}

/** A document read again, with what people said of it before. */
export function asSaid(before: Document, read: Document): Document {
  const said = { ...before, hash: read.hash };
  return JSON.stringify(said) === JSON.stringify({ ...before, ...read })
    ? said
    : { ...said, hash: hashAfter(read.hash, said) };
}

/** An index compares hashes: what is said of a document is a part of it. */
function hashAfter(before: string, said: object): string {
  return createHash('sha256')
    .update(JSON.stringify([before, said]))
    .digest('hex')
    .slice(0, 32);
}
