import { Hono } from 'hono';
import { AppError } from '../base/errors.ts';
import type { Webhook } from '../ports/channel.ts';
import type { HttpEnv } from './http-env.ts';
import { limitBody } from './json-body.ts';

/** Platforms send one event at a time. */
const maxBodyBytes = 1024 * 1024;

/** Where platforms call us. Who calls, and what it means, is the channel's to judge. */
export function createWebhookRoutes(webhooks: readonly Webhook[]): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  for (const webhook of webhooks) {
    routes.post(webhook.path, limitBody(maxBodyBytes, '内容太长了。'), async (context) => {
      const body = parse(await context.req.text());
      const { status } = await webhook.handle({ header: (name) => context.req.header(name) ?? null, body });
      return context.body(null, status);
    });
  }
  return routes;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('input/invalid', '请求正文不是有效的 JSON。', { cause });
  }
}
