import type { CaseFields, CaseKind } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import {
  askReply,
  cancelledReply,
  findDialogue,
  keyOf,
  noContentReply,
  openDialogue,
  readOpening,
  readTurn,
} from './dialogue.ts';
import { parseAnswer, parseCases } from './parse.ts';
import { progressReply, readProgressRequest } from './progress.ts';
import { recordCases, recordedReply } from './record.ts';

export type ReceptionDeps = { records: Pick<Records, 'dialogues'>; timeZone: string };

export type Reception = {
  /** Takes suggestions, complaints and questions about them; null when a message is none. */
  handle(message: Message): Promise<Outcome | null>;
};

export function createReception({ records, timeZone }: ReceptionDeps): Reception {
  const record = (message: Message, items: readonly CaseFields[]): Outcome => {
    return async (records) => {
      await records.dialogues.close(keyOf(message));
      return [{ text: recordedReply(await recordCases(records, { message, items, timeZone })) }];
    };
  };

  return {
    async handle(message) {
      const request = readProgressRequest(message.text);
      if (request !== null) return tellProgress({ message, request, timeZone });
      const kind = readOpening(message.text);
      if (kind !== null) return ask(message, kind);
      const { items, missing } = parseCases(message.text);
      const open = await findDialogue(records, message);
      if (open !== null) return goOn({ message, open, records, record });
      if (items.length > 0) return record(message, items);
      return missing.includes('content') ? ask(message, 'suggestion') : null;
    },
  };
}

type Turn = {
  message: Message;
  open: { kind: CaseKind; said: string };
  records: Pick<Records, 'dialogues'>;
  record: (message: Message, items: readonly CaseFields[]) => Outcome;
};

async function goOn({ message, open, records, record }: Turn): Promise<Outcome | null> {
  const turn = readTurn(message.text);
  if (turn === 'cancels') return cancel(message);
  if (turn === 'fills') return null;
  if (turn === 'leaves') {
    // The ability that answers knows no dialogue; closing twice after a crash is the same as once.
    await records.dialogues.close(keyOf(message));
    return null;
  }
  const said = open.said === '' ? message.text : `${open.said}\n${message.text}`;
  const { items } = parseAnswer(said, open.kind);
  return items.length > 0 ? record(message, items) : keepListening(message, { ...open, said });
}

function tellProgress(of: Parameters<typeof progressReply>[1]): Outcome {
  return async (records) => {
    await records.dialogues.close(keyOf(of.message));
    return [{ text: await progressReply(records, of) }];
  };
}

function ask(message: Message, kind: CaseKind): Outcome {
  return async (records) => {
    await openDialogue(records, { message, dialogue: { kind, said: '' } });
    return [{ text: askReply(kind, { group: message.conversation.kind === 'group' }) }];
  };
}

function keepListening(message: Message, dialogue: { kind: CaseKind; said: string }): Outcome {
  return async (records) => {
    await openDialogue(records, { message, dialogue });
    return [{ text: noContentReply }];
  };
}

function cancel(message: Message): Outcome {
  return async (records) => {
    await records.dialogues.close(keyOf(message));
    return [{ text: cancelledReply }];
  };
}
