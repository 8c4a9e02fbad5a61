import type { NewAuditEntry } from '../../domain/audit.ts';
import type { BindingHolder } from '../../domain/binding.ts';
import type { Message } from '../../domain/message.ts';
import type { Person } from '../../domain/person.ts';
import type { User } from '../../domain/user.ts';
import type { Records } from '../../ports/store.ts';
import {
  alreadyBoundSentence,
  alreadyPersonSentence,
  boundPersonSentence,
  boundSentence,
} from './binding-sentences.ts';

/** What a code would make of a member. */
export type Candidate = {
  /** Why this member cannot be it, in one sentence; the code stays good. */
  refusal(memberId: string): Promise<string | null>;
  /** Returns what is said. */
  bind(message: Message): Promise<string>;
};

/** Null when whoever the code was made for is gone or disabled. */
export async function candidateOf(records: Records, { kind, id }: BindingHolder): Promise<Candidate | null> {
  if (kind === 'user') {
    const user = await records.users.find(id);
    return user === null || user.disabledAt !== null ? null : userCandidate(records, user);
  }
  const person = await records.people.find(id);
  return person === null ? null : personCandidate(records, person);
}

function userCandidate({ audit, bindings }: Records, user: User): Candidate {
  return {
    async refusal(memberId) {
      const known = await bindings.findUser(memberId);
      return known === null ? null : alreadyBoundSentence(known);
    },
    async bind(message) {
      const { memberId, receivedAt: at } = message;
      await bindings.bind({ memberId, userId: user.id, at });
      await audit.append(boundEntry(message, { action: 'user/bind', user }));
      return boundSentence(user);
    },
  };
}

/** Who gained or lost the rights of an account, and where. */
export function boundEntry(
  { memberId, receivedAt: at }: Message,
  { action, user }: { action: 'user/bind' | 'user/unbind'; user: User },
): NewAuditEntry {
  return { at, who: user.name, action, subject: user.name, detail: { member: memberId } };
}

/** Who is in several organizations is the same person in all of them, and that shows in the name. */
function personCandidate({ bindings, organizations }: Records, person: Person): Candidate {
  return {
    async refusal(memberId) {
      const another = (await bindings.listPeople(memberId)).find(({ name }) => name !== person.name);
      return another === undefined ? null : alreadyPersonSentence(another);
    },
    async bind({ memberId, receivedAt: at }) {
      await bindings.bindPerson({ memberId, personId: person.id, at });
      const organization = await organizations.find(person.organizationId);
      return boundPersonSentence(person, organization?.name ?? '');
    },
  };
}
