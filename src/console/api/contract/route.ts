import { z } from 'zod';
import type { Role } from '../../../domain/user.ts';

/** Who may: anybody, whoever is signed in (also while a password must be changed first), or these roles. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

/** What goes on record when it was done. */
export type ActName =
  | 'session.begin'
  | 'session.end'
  | 'password.change'
  | 'broadcast.send'
  | 'broadcast.edit'
  | 'broadcast.cancel'
  | 'file.upload'
  | 'sms.send'
  | 'delivery.resolve'
  | 'receipts.view'
  | 'receipts.export'
  | 'case.view'
  | 'case.file'
  | 'case.add'
  | 'case.act'
  | 'case.merge'
  | 'case.attach'
  | 'case.export'
  | 'case.import'
  // Reception days and the three lists
  | 'day.plan'
  | 'day.change'
  | 'day.announce'
  | 'day.open'
  | 'day.close'
  | 'day.cancel'
  | 'day.stop'
  | 'day.minutes'
  | 'day.case'
  | 'day.cases'
  | 'day.point'
  | 'day.report'
  | 'day.send'
  | 'list.import'
  | 'list.remove'
  | 'list.contact'
  // The daily message
  | 'daily.fix'
  | 'daily.unfix'
  | 'daily.skip'
  | 'daily.unskip'
  | 'daily.send'
  | 'daily.add'
  | 'daily.draft'
  | 'daily.approve'
  | 'daily.reject'
  | 'daily.export'
  | 'document.upload'
  | 'document.change'
  | 'document.remove'
  | 'question.view'
  | 'question.answer'
  | 'question.dismiss'
  | 'synonym.add'
  | 'synonym.remove'
  | 'group.change'
  | 'group.invite'
  | 'organization.change'
  | 'person.change'
  | 'person.code'
  | 'person.view'
  | 'people.import'
  | 'authenticator.begin'
  | 'authenticator.confirm'
  | 'authenticator.remove'
  | 'session.end-one'
  | 'session.end-others'
  | 'user.add'
  | 'user.change'
  | 'user.password'
  | 'user.code'
  | 'user.authenticator'
  | 'user.sessions'
  | 'audit.export'
  | 'store.backup'
  | 'job.file';

/**
 * One route of the staff API, as data: the server, the OpenAPI document, the console's client and the test of who may
 * what are made from it. `path` in the manner of OpenAPI.
 */
export type Route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = {
  method: 'get' | 'post' | 'patch' | 'delete';
  path: `/api/${string}`;
  summary: string;
  access: Access;
  params: P;
  query: Q;
  body: B;
  answer: A;
  /** It must carry an Idempotency-Key, and is done once for each. */
  once: boolean;
  act: ActName | null;
};

export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/** No body, or no answer. */
export const nothing = z.undefined();

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const stream = z.custom<AsyncIterable<Uint8Array>>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);

/** The body is a file as it is: a browser tells how much of it has gone, and no form of another page can send it. */
export const fileBody = bytes;

/** The answer is a file to be saved: whole, or of any size piece by piece. */
export const fileAnswer = z.union([
  z.object({ name: z.string(), mime: z.string(), bytes }),
  z.object({ name: z.string(), mime: z.string(), size: z.number(), stream }),
]);

/** A route without parameters, query and body, that leaves no record. */
export const plain = {
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: nothing,
  once: false,
  act: null,
} as const;

export const everybody = ['secretary', 'staff', 'admin'] as const;
/** Whoever sends speaks to every group in the name of the secretariat. */
export const broadcasters = ['secretary', 'admin'] as const;
/** Accounts, the record of what people did, and everything at once as a file. */
export const administrators = ['admin'] as const;
