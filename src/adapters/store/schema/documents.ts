import type { GenerationOutcome } from '../../../domain/generation.ts';
import type { Flag } from './flag.ts';

export type DocumentRow = {
  id: string;
  collection: string;
  title: string;
  origin: string | null;
  hash: string;
  region: string | null;
  organization: string | null;
  source: string | null;
  date: string | null;
  valid_from: string | null;
  expires_on: string | null;
  repealed_on: string | null;
  replaced_by: string | null;
  revision: number;
  read_at: number | null;
  read_by: string | null;
};

export type PassageRow = {
  document_id: string;
  seq: number;
  id: string;
  section: string;
  text: string;
  page: number | null;
};

/** Which documents are gone, for those who follow the revisions. */
export type RemovedDocumentRow = { id: string; revision: number };

export type UnansweredRow = {
  id: string;
  conversation_id: string;
  member_id: string;
  member_name: string;
  message_id: number;
  question: string;
  handoff: Flag;
  created_at: number;
  answered_at: number | null;
  answer: string | null;
  document_id: string | null;
  dismissed_at: number | null;
};

export type GenerationRow = {
  id: string;
  conversation_id: string | null;
  member_id: string | null;
  at: number;
  model: string;
  prompt_version: string;
  outcome: GenerationOutcome;
  reason: string | null;
  input_tokens: number;
  output_tokens: number;
  calls: number;
};
