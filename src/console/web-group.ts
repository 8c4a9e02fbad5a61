import { Hono } from 'hono';
import type { Context } from 'hono';
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import type { EntryButtons, HistoryEntry } from '../domain/message.ts';
import type { Log } from '../ports/log.ts';
import type { WebGroup, WebGroups } from '../ports/web-groups.ts';
import type { AddressLimit, OpenLimit } from './address-limit.ts';
import type { Assets } from './assets.ts';
import type { Download } from './downloads.ts';
import { streamEvents } from './event-stream.ts';
import type { HttpEnv } from './http-env.ts';
import { limitBody, parseInput, readJson } from './json-body.ts';
import { readVisitor, rememberVisitor } from './visitor.ts';
import type { WebDoor } from './web-door.ts';
import type { VisitorOptions } from './visitor.ts';

const maxBodyBytes = 64 * 1024;
const tooLong = '内容太长了，一条消息最多 4000 个字，请删短或分成几条发送。';
const tooMuch = '内容太长了，请分几次告诉。';
const newestCount = 50;
const maxPage = 200;

const postSchema = z.object(
  {
    name: z.string('name（昵称）应为文字。'),
    text: z.string('text（消息）应为文字。'),
    clientId: z.string('clientId（消息的唯一编号）应为文字。'),
  },
  '请求应为 {"name","text","clientId"}。',
);
const codeSchema = z.object({ code: z.string('code（邀请码）应为文字。') }, '请求应为 {"code"}。');
const mostReported = 200;
const entryIds = z
  .array(
    z.int('delivered 和 read 应为消息编号。').positive('delivered 和 read 应为消息编号。'),
    'delivered 和 read 应为消息编号的列表。',
  )
  .max(mostReported, `一次最多 ${mostReported} 条。`)
  .default([]);
const reportSchema = z.object(
  { name: z.string('name（昵称）应为文字。'), delivered: entryIds, read: entryIds },
  '请求应为 {"name","delivered","read"}。',
);
const pressSchema = z.object(
  {
    name: z.string('name（昵称）应为文字。'),
    messageId: z.int('messageId 应为消息编号。').positive('messageId 应为消息编号。'),
    place: z.int('place 应为第几个选项，从 0 数起。').min(0, 'place 应为第几个选项，从 0 数起。').nullable(),
  },
  '请求应为 {"name","messageId","place"}。',
);
const place = z.string().regex(/^\s*\d{1,15}\s*$/u, 'after 应为消息编号。');
const pageSchema = z.object({
  after: z.union([z.literal(''), place], 'after 应为消息编号。').optional(),
  limit: z
    .string()
    .regex(/^\d{1,6}$/u, 'limit 应为条数。')
    .optional(),
});

export type WebGroupDeps = {
  groups: WebGroups;
  door: WebDoor;
  assets: Assets;
  visitors: VisitorOptions;
  limit: AddressLimit;
  /** Of streams of events. */
  hold: OpenLimit;
  download: Download;
  log: Log;
};

/** The page of a web group and what it, scripts and the terminal talk to. */
export function createWebGroupRoutes(deps: WebGroupDeps): Hono<HttpEnv> {
  const { groups, door, assets, visitors, limit, hold, download, log } = deps;
  const routes = new Hono<HttpEnv>();
  /** Whatever is told of a group comes after this. */
  const enterGroup = async (context: Context): Promise<WebGroup> => {
    const group = findGroup(groups, context.req.param('slug') ?? '');
    await door.assertOpen(context, group.slug);
    return group;
  };

  routes.get('/', (context) => {
    const [first] = groups.list();
    return first ? context.redirect(`/g/${first.slug}`) : context.notFound();
  });

  routes.get('/g/:slug', async (context) => {
    const group = findGroup(groups, context.req.param('slug'));
    rememberVisitor(context, visitors);
    context.header('Cache-Control', 'private, no-cache');
    if (!(await door.isOpen(context, group.slug))) return context.html(assets.page('enter', { slug: group.slug }), 401);
    return context.html(assets.page('index', { title: group.title, slug: group.slug }));
  });

  routes.post('/api/groups/:slug/messages', limitBody(maxBodyBytes, tooLong), async (context) => {
    const { slug } = await enterGroup(context);
    const post = await readJson(context, postSchema);
    const { messageId } = await groups.post({ ...post, slug, visitor: readVisitor(context) });
    return context.json({ messageId }, 202);
  });

  routes.post('/api/groups/:slug/enter', limitBody(maxBodyBytes, tooMuch), async (context) => {
    const { slug } = findGroup(groups, context.req.param('slug'));
    const { code } = await readJson(context, codeSchema);
    await door.open(context, { slug, code });
    return context.body(null, 204);
  });

  routes.post('/api/groups/:slug/read', limitBody(maxBodyBytes, tooMuch), async (context) => {
    limit(context);
    const { slug } = await enterGroup(context);
    const report = await readJson(context, reportSchema);
    await groups.report({ ...report, slug, visitor: readVisitor(context) });
    return context.body(null, 204);
  });

  routes.post('/api/groups/:slug/press', limitBody(maxBodyBytes, tooMuch), async (context) => {
    limit(context);
    const { slug } = await enterGroup(context);
    const press = await readJson(context, pressSchema);
    return context.json(await groups.press({ ...press, slug, visitor: readVisitor(context) }));
  });

  routes.get('/api/groups/:slug/messages', async (context) => {
    const { slug } = await enterGroup(context);
    const entries = await groups.history(slug, readPage(context.req.query()));
    context.header('Cache-Control', 'no-store');
    return context.json({ messages: entries.map((entry) => toJson(slug, entry)) });
  });

  routes.get('/api/groups/:slug/events', async (context) => {
    const { slug } = await enterGroup(context);
    const after = readPlace(context.req.header('last-event-id')) ?? readPlace(context.req.query('after'));
    return streamEvents(context, {
      log,
      ended: hold(context),
      follow: (signal) => door.whileOpen(context, slug, groups.follow(slug, after, signal)),
      toEvent: (entry) => ({ id: entry.id, data: JSON.stringify(toJson(slug, entry)) }),
    });
  });

  routes.get('/api/groups/:slug/files/:messageId', async (context) => {
    const { slug } = await enterGroup(context);
    const messageId = readPlace(context.req.param('messageId'));
    if (messageId === null) throw new AppError('record/not-found', '没有这个文件，请检查网址。');
    return download(context, () => groups.file(slug, messageId));
  });

  return routes;
}

function findGroup(groups: WebGroups, slug: string): WebGroup {
  const group = groups.find(slug);
  if (!group) throw new AppError('record/not-found', '没有这个群，请检查网址。');
  return group;
}

function readPage(query: Record<string, string>): { after: number | null; limit: number } {
  const { after, limit } = parseInput(pageSchema, query);
  const place = readPlace(after);
  const wanted = limit === undefined ? (place === null ? newestCount : maxPage) : Number(limit);
  return { after: place, limit: Math.min(Math.max(wanted, 1), maxPage) };
}

/** A place in the history; what is none counts as not given. */
function readPlace(written: string | undefined): number | null {
  const parsed = place.safeParse(written);
  return parsed.success ? Number(parsed.data) : null;
}

/** `url`: where the file can be fetched, as an address on this server. */
function toJson(slug: string, { id, name, text, bot, at, replyTo, file, buttons }: HistoryEntry) {
  const url = `/api/groups/${encodeURIComponent(slug)}/files/${id}`;
  const carried = file && { name: file.name, size: file.size, url };
  return { id, name, text, bot, at, replyTo, file: carried, buttons: buttons && toPressed(buttons) };
}

/** What stands under a message; of which delivery is nobody's business. */
function toPressed(buttons: EntryButtons) {
  if (buttons.kind === 'receipt') return { kind: buttons.kind };
  const { kind, labels, chosen } = buttons;
  return { kind, labels, chosen: chosen?.label ?? null };
}
