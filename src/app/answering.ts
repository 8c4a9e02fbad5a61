import { join } from 'node:path';
import { createDocumentFiles, createUsualReader } from '../adapters/documents/document-files.ts';
import { createTableFiles } from '../adapters/documents/table-files.ts';
import { createSynonymFile } from '../adapters/synonyms/synonym-file.ts';
import { createUploadFolder } from '../adapters/uploads/upload-folder.ts';
import { normalise } from '../base/text.ts';
import { createGazetteer, type Gazetteer } from '../domain/gazetteer.ts';
import { type Answers, createAnswers, type ModelUse } from '../features/answers/answers.ts';
import { createHandoff, type Handoff } from '../features/answers/handoff.ts';
import { toAnswerDocument } from '../features/knowledge/answer-document.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { PassageIndex } from '../ports/passage-index.ts';
import type { TableFiles } from '../ports/table-files.ts';
import type { UploadedFiles } from '../ports/uploaded-files.ts';
import { createExclusive } from './exclusive.ts';
import { whenFilled } from './filled-index.ts';
import { createKnowledge, type Knowledge } from './knowledge.ts';
import { createModels, type Models } from './models.ts';
import { createPassageIndex } from './passages.ts';
import { uploadsOf } from './safekeeping.ts';
import type { Shared } from './shared.ts';
import type { StaffKnowledgeDeps } from './staff/knowledge.ts';
import { createAllSynonyms, type AllSynonyms } from './synonyms.ts';
import { createToday } from './today.ts';

/** What reads documents and answers from them. `model`: the chat model with what it may cost; null = none is set up. */
export type Answering = {
  gazetteer: Gazetteer;
  synonyms: AllSynonyms;
  models: Models;
  model: ModelUse | null;
  index: PassageIndex;
  knowledge: Knowledge;
  files: DocumentFiles;
  tables: TableFiles;
  uploads: UploadedFiles;
  found: StaffKnowledgeDeps['answering'];
  answers: Answers;
  handoff: Handoff;
};

export async function createAnswering(shared: Shared): Promise<Answering> {
  const { config, store, clock, log, newId, timeZone, onPlanned } = shared;
  const gazetteer = createGazetteer();
  const file = createSynonymFile({ path: join(config.knowledgeDir, 'synonyms.txt'), log });
  const synonyms = createAllSynonyms({ file, own: store.ownSynonyms });
  const models = await createModels(config.models, config.promptsDir, log);
  const model = models.chat && { ...models.chat, budget: config.models.budget };
  const { embedder } = models;
  const index = createPassageIndex(config, { gazetteer, synonyms: synonyms.current, embedder, log });
  const reader = createUsualReader();
  const files = createDocumentFiles({ reader });
  const exclusive = createExclusive({ leases: store.leases, clock, newId });
  const { documents } = store;
  const folder = config.knowledgeDir;
  const knowledge = createKnowledge({ folder, files, documents, index, exclusive, synonyms, log });
  const today = createToday(clock, timeZone);
  const found = {
    index: whenFilled(index, knowledge.isFilled),
    gazetteer,
    synonyms: synonyms.current,
    today,
    normalise,
  };
  return {
    gazetteer,
    synonyms,
    models,
    model,
    index,
    knowledge,
    files,
    tables: createTableFiles(reader),
    uploads: createUploadFolder(uploadsOf(config)),
    found,
    answers: createAnswers({ ...shared, ...found, model, queriesLeave: embedder !== null }),
    handoff: createHandoff({
      ...shared,
      onReplies: onPlanned,
      toDocument: (answered) => toAnswerDocument(answered, timeZone),
    }),
  };
}
