import type { Records } from './store.ts';

/** One message of the bot to the conversation it was asked in; `fileId`: of a file kept by the same outcome. */
export type Reply = { text: string; fileId?: string };

/** What an ability decided, to be committed together with the end of the message that asked for it. */
export type Outcome = (records: Records) => Promise<Reply[]>;
