import { join } from 'node:path';
import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { createSynonymFile } from '../../src/adapters/synonyms/synonym-file.ts';
import { createUploadFolder } from '../../src/adapters/uploads/upload-folder.ts';
import { createExclusive } from '../../src/app/exclusive.ts';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { createStaffKnowledge } from '../../src/app/staff/knowledge.ts';
import { createAllSynonyms } from '../../src/app/synonyms.ts';
import { normalise } from '../../src/base/text.ts';
import type { HandlerDeps } from '../../src/console/api/handlers/all.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { createAnswers } from '../../src/features/answers/answers.ts';
import { createHandoff } from '../../src/features/answers/handoff.ts';
import { toAnswerDocument } from '../../src/features/knowledge/answer-document.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';

export type KnowledgeBench = {
  handlers: HandlerDeps['knowledge'];
  /** Where uploads lie. */
  uploads: string;
  /** KNOWLEDGE_DIR. */
  knowledge: string;
  /** Reads KNOWLEDGE_DIR as a server does every few seconds. */
  refresh(): Promise<void>;
};

/** `worker`: entry of the one that reads files, where it was not built beside the sources. */
export type KnowledgeOptions = { store: Store; clock: Clock; log: Log; folder: string; worker?: URL };

/** The knowledge base of the staff API over the real index and readers, below a folder of the test. */
export function openKnowledge(of: KnowledgeOptions): KnowledgeBench {
  let ids = 0;
  const { store, clock, log } = of;
  const shared = { store, clock, log, newId: () => `k${(ids += 1)}`, timeZone: 'Asia/Shanghai' };
  const [folder, uploadFolder] = [join(of.folder, 'knowledge'), join(of.folder, 'uploads')];
  const gazetteer = createGazetteer();
  const file = createSynonymFile({ path: join(folder, 'synonyms.txt'), log });
  const synonyms = createAllSynonyms({ file, own: store.ownSynonyms });
  const index = createEmbeddedIndex({ gazetteer, synonyms: synonyms.current, embedder: null, log, folder: null });
  const files = createDocumentFiles(of.worker === undefined ? {} : { worker: of.worker });
  const exclusive = createExclusive({ leases: store.leases, clock, newId: shared.newId });
  const knowledge = createKnowledge({ folder, files, documents: store.documents, index, exclusive, synonyms, log });
  const answering = { index, gazetteer, synonyms: synonyms.current, today: () => '2026-11-23', normalise };
  const handlers = createStaffKnowledge({
    ...shared,
    folder,
    files,
    uploads: createUploadFolder(uploadFolder),
    knowledge,
    answers: createAnswers({ ...shared, ...answering }),
    answering,
    handoff: createHandoff({
      ...shared,
      onReplies() {},
      toDocument: (answered) => toAnswerDocument(answered, shared.timeZone),
    }),
    synonyms,
  });
  return { handlers, uploads: uploadFolder, knowledge: folder, refresh: () => knowledge.refresh() };
}
