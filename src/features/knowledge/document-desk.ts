import { dayOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { KeptDocument, Passage } from '../../domain/document.ts';
import { validityOn, type ValidityState } from '../../domain/validity.ts';
import type { DocumentOrder, DocumentState } from '../../ports/documents.ts';
import { changed, type DocumentChange } from './change.ts';
import { mayChange, mayRemove, type Origin, type OriginDeps, originOf } from './origin.ts';
import { fewAtOnce } from './few-at-once.ts';
import { type Brought, bringFile, type BroughtFile, type UploadDeps } from './upload.ts';

export type DocumentDeskDeps = UploadDeps & OriginDeps & { timeZone: string };

/** `file`: the name of the file it is from, null where there is none. */
export type ListedDocument = KeptDocument & {
  state: ValidityState;
  from: Origin;
  file: string | null;
  mayChange: boolean;
  mayRemove: boolean;
};

export type DocumentsAsked = {
  search: string | null;
  collection: string | null;
  state: DocumentState | null;
  order: DocumentOrder;
  skip: number;
  limit: number;
};

/** What is lost with a document: its headings, the newest questions it answered and how many, questions a person answered by it. */
export type Loss = { passages: number; headings: string[]; cited: number; questions: string[]; answered: string[] };

/** The knowledge base as staff look after it. */
export type DocumentDesk = {
  page(of: DocumentsAsked): Promise<{ documents: ListedDocument[]; total: number }>;
  collections(): Promise<{ name: string; documents: number }[]>;
  /** All of them throw `record/not-found`. */
  show(id: string): Promise<ListedDocument>;
  passages(id: string, of: { from: number; limit: number }): Promise<{ passages: Passage[]; total: number }>;
  loss(id: string): Promise<Loss>;
  /** Throws `record/conflict` where the file says it. */
  change(id: string, change: DocumentChange, by: string): Promise<ListedDocument>;
  /** Throws `record/conflict` where it would come back. */
  remove(id: string, by: string): Promise<void>;
  /** Throws `access/too-many` while many are being read. */
  bring(file: BroughtFile): Promise<Brought>;
};

/** Questions answered in this time are what a document is still good for. */
const lately = 90 * 24 * 3_600_000;
const mostQuestions = 8;
const mostHeadings = 30;
const passagesLookedAt = 1000;

export function createDocumentDesk(deps: DocumentDeskDeps): DocumentDesk {
  const { store, clock } = deps;
  const today = () => dayOf(clock.now(), deps.timeZone);
  const find = async (id: string): Promise<KeptDocument> => {
    const found = await store.documents.findKept(id);
    if (found !== null) return found;
    throw new AppError('record/not-found', '没有这份资料，可能已经移除。');
  };
  const listed = (document: KeptDocument): ListedDocument => toListed(deps, document, today());

  return {
    async page(of) {
      const { documents, total } = await store.documents.page({ ...of, today: today() });
      return { documents: documents.map(listed), total };
    },
    collections: () => store.documents.collections(),
    show: async (id) => listed(await find(id)),

    async passages(id, of) {
      const { passages: total } = await find(id);
      return { passages: await store.documents.passagesOf(id, of), total };
    },

    loss: async (id) => lossOf(deps, await find(id)),

    async change(id, change, by) {
      const kept = await find(id);
      if (!mayChange(originOf(deps, kept))) throw saidByFile(kept);
      await store.transaction(async (records) => {
        const content = await records.documents.find(id);
        if (content === null) throw new AppError('record/not-found', '没有这份资料，可能已经移除。');
        const document = changed(content.document, change);
        await records.documents.put([{ ...content, document }], kept.readBy ?? by);
        const { title, collection, validFrom, expiresOn, repealedOn, replacedBy } = document;
        const detail = { title, collection, validFrom, expiresOn, repealedOn, replacedBy };
        await records.audit.append({ at: clock.now(), who: by, action: 'document/change', subject: id, detail });
      });
      await deps.onChanged();
      return listed(await find(id));
    },

    async remove(id, by) {
      const kept = await find(id);
      if (!mayRemove(originOf(deps, kept))) throw lyingInFolder(kept);
      await store.transaction(async (records) => {
        if ((await records.documents.remove([id])) === 0) return;
        const detail = { title: kept.title, passages: kept.passages };
        await records.audit.append({ at: clock.now(), who: by, action: 'document/remove', subject: id, detail });
      });
      if (kept.origin !== null) await deps.uploads.remove(kept.origin);
      await deps.onChanged();
    },

    bring: fewAtOnce((file) => bringFile(deps, file)),
  };
}

function toListed(deps: DocumentDeskDeps, document: KeptDocument, today: string): ListedDocument {
  const from = originOf(deps, document);
  const file = document.origin?.replace(/^.*[\\/]/, '') ?? null;
  const state = validityOn(today, document);
  return { ...document, state, from, file, mayChange: mayChange(from), mayRemove: mayRemove(from) };
}

async function lossOf({ store, clock }: DocumentDeskDeps, { id, title, passages }: KeptDocument): Promise<Loss> {
  const of = { since: clock.now() - lately, limit: mostQuestions };
  const { count, questions } = await store.exchanges.citing(title, of);
  const answered = (await store.unanswered.listOfDocument(id)).map(({ question }) => question);
  const looked = await store.documents.passagesOf(id, { from: 0, limit: passagesLookedAt });
  const headings = [...new Set(looked.map(({ section }) => section.split(' › ')[0] ?? ''))].filter((one) => one !== '');
  return { passages, headings: headings.slice(0, mostHeadings), cited: count, questions, answered };
}

function saidByFile({ title }: KeptDocument): AppError {
  return new AppError(
    'record/conflict',
    `《${title}》以它的文件为准，请改文件开头（或同名 .yaml）里的日期，或把文件移到另一个资料集的文件夹。`,
  );
}

function lyingInFolder({ title }: KeptDocument): AppError {
  return new AppError('record/conflict', `《${title}》来自资料文件夹，删掉那里的文件，它就会移除。`);
}
