import { resolve, sep } from 'node:path';
import { AppError, hasCode } from '../../base/errors.ts';
import type { HandlerDeps } from '../../console/api/handlers/all.ts';
import type { Answers } from '../../features/answers/answers.ts';
import type { AnswerDeps } from '../../features/answers/deps.ts';
import type { Handoff } from '../../features/answers/handoff.ts';
import { createQuestionDesk } from '../../features/answers/question-desk.ts';
import { createSynonymDesk } from '../../features/answers/synonym-desk.ts';
import { createTryQuestion } from '../../features/answers/trial.ts';
import { createDocumentDesk } from '../../features/knowledge/document-desk.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentFiles } from '../../ports/document-files.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { UploadedFiles } from '../../ports/uploaded-files.ts';
import type { Knowledge } from '../knowledge.ts';
import type { AllSynonyms } from '../synonyms.ts';

export type StaffKnowledgeDeps = {
  store: Store;
  clock: Clock;
  log: Log;
  newId: () => string;
  timeZone: string;
  /** KNOWLEDGE_DIR. */
  folder: string;
  files: DocumentFiles;
  uploads: UploadedFiles;
  knowledge: Pick<Knowledge, 'catchUp'>;
  answers: Answers;
  answering: AnswerDeps;
  handoff: Handoff;
  synonyms: AllSynonyms;
};

/** The desks behind the page 知识库. */
export function createStaffKnowledge(deps: StaffKnowledgeDeps): HandlerDeps['knowledge'] {
  const { uploads, synonyms, answers } = deps;
  const folder = resolve(deps.folder) + sep;
  return {
    documents: createDocumentDesk({
      ...deps,
      isInFolder: (path) => resolve(path).startsWith(folder),
      isUpload: uploads.isOurs,
      onChanged: () => catchUp(deps),
    }),
    questions: createQuestionDesk({ ...deps, onKept: () => catchUp(deps) }),
    tryQuestion: createTryQuestion({ ...deps.answering, ask: answers.ask, inWords: answers.inWords }),
    collectionsOf: (groupId) => collectionsOf(deps.store, groupId),
    synonyms: createSynonymDesk({ ...deps, ofFile: synonyms.ofFile, refresh: synonyms.refresh }),
    tryWith: synonyms.tryWith,
  };
}

async function collectionsOf({ conversations }: Store, groupId: string): Promise<readonly string[] | null> {
  const group = await conversations.find(groupId);
  if (group === null || group.kind !== 'group') throw new AppError('record/not-found', '没有这个群，请重新选一个。');
  return group.collections;
}

/** An engine that does not answer takes it over when it is back: what was stored is stored. */
async function catchUp({ knowledge, log }: StaffKnowledgeDeps): Promise<void> {
  try {
    await knowledge.catchUp();
  } catch (error) {
    if (!hasCode(error, 'index/unavailable')) throw error;
    log.warn({ reason: error.message }, 'the index takes over later what staff changed');
  }
}
