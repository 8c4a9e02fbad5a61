import { z } from 'zod';
import { pause } from '../../../base/pause.ts';
import type { Log } from '../../../ports/log.ts';
import type { FeishuApi } from './api.ts';
import { createKept } from './kept.ts';
import { text } from './event.ts';

/** Names, which events do not carry. What is not known in time is made up for; asking never fails. */
export type People = {
  nameOf(person: { openId: string; chatId: string; direct: boolean }): Promise<string>;
  /** Of a group; null: not known. */
  titleOf(chatId: string): Promise<string | null>;
  noteName(openId: string, name: string): void;
  noteTitle(chatId: string, title: string): void;
};

export type PeopleDeps = { api: FeishuApi; now: () => number; log: Log };

/** The platform waits three seconds for its answer, and storing takes its part of it. */
const waitMs = 1_200;
const mostPages = 20;

const members = z.object({
  data: z.object({
    items: z.array(z.object({ member_id: z.string(), name: text.nullish() })).default([]),
    page_token: z.string().nullish(),
    has_more: z.boolean().default(false),
  }),
});
const user = z.object({ data: z.object({ user: z.object({ name: text.nullish() }) }) });
const chat = z.object({ data: z.object({ name: text.nullish() }) });

/**
 * One list of the members names everybody of a group, with the permission that tells its title too; the address book
 * is asked only for people who were seen in no group.
 */
export function createPeople({ api, now, log }: PeopleDeps): People {
  const names = createKept(now);
  const titles = createKept(now);
  const call = (path: string, params: Record<string, string | number>) =>
    api.call({ method: 'GET', path, params }, { signal: new AbortController().signal });

  async function readMembers(chatId: string): Promise<void> {
    let page = '';
    for (let count = 0; count < mostPages; count += 1) {
      const params = { member_id_type: 'open_id', page_size: 100, ...(page !== '' && { page_token: page }) };
      const { data } = members.parse(await call(`/open-apis/im/v1/chats/${chatId}/members`, params));
      for (const { member_id: id, name } of data.items) if (name) names.note(id, name);
      page = data.page_token ?? '';
      if (!data.has_more || page === '') return;
    }
  }

  async function readUser(openId: string): Promise<void> {
    const { data } = user.parse(await call(`/open-apis/contact/v3/users/${openId}`, { user_id_type: 'open_id' }));
    if (data.user.name) names.note(openId, data.user.name);
  }

  async function readChat(chatId: string): Promise<void> {
    const { data } = chat.parse(await call(`/open-apis/im/v1/chats/${chatId}`, {}));
    if (data.name) titles.note(chatId, data.name);
  }

  const inTime = async (asking: Promise<void>): Promise<void> => {
    const enough = new AbortController();
    const noted = asking.catch((error: unknown) => log.info({ err: error }, 'a name could not be asked for'));
    await Promise.race([noted, pause(waitMs, enough.signal)]);
    enough.abort();
  };

  return {
    async nameOf({ openId, chatId, direct }) {
      if (!names.isFresh(openId))
        await inTime(direct ? names.ask(openId, () => readUser(openId)) : names.ask(chatId, () => readMembers(chatId)));
      return names.find(openId) ?? `飞书成员${openId.slice(-4)}`;
    },
    async titleOf(chatId) {
      if (!titles.isFresh(chatId)) await inTime(titles.ask(chatId, () => readChat(chatId)));
      return titles.find(chatId);
    },
    noteName: (openId, name) => names.note(openId, name),
    noteTitle: (chatId, title) => titles.note(chatId, title),
  };
}
