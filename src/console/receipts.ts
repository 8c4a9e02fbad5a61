import { type Context, Hono } from 'hono';
import { formatInstant } from '../base/calendar.ts';
import { AppError, hasCode } from '../base/errors.ts';
import type { ReceiptDesk } from '../features/broadcasts/receipt-desk.ts';
import type { AddressLimit } from './address-limit.ts';
import type { Download } from './downloads.ts';
import type { HttpEnv } from './http-env.ts';
import { limitBody } from './json-body.ts';
import { receiptPage, receiptPagePolicy } from './receipt-page.ts';
import { readVisitor, rememberVisitor, type VisitorOptions } from './visitor.ts';

const maxBodyBytes = 4 * 1024;

export type ReceiptRouteDeps = {
  receipts: ReceiptDesk;
  visitors: VisitorOptions;
  timeZone: string;
  limit: AddressLimit;
  download: Download;
};

/** `/r/DELIVERY`: where members of groups without a bot say 收到. */
export function createReceiptRoutes({
  receipts,
  visitors,
  timeZone,
  limit,
  download,
}: ReceiptRouteDeps): Hono<HttpEnv> {
  const show = async (context: Context, of: { deliveryId: string; name: string; problem: string | null }) => {
    const notice = await receipts.notice(of.deliveryId, readVisitor(context));
    rememberVisitor(context, visitors);
    context.header('Cache-Control', 'private, no-store');
    context.header('Content-Security-Policy', receiptPagePolicy);
    const file = notice.file && { ...notice.file, href: `./${encodeURIComponent(of.deliveryId)}/file` };
    const page = receiptPage({ ...notice, ...of, file, until: formatInstant(notice.until, timeZone) });
    return context.html(page, of.problem === null ? 200 : 400);
  };

  return new Hono<HttpEnv>()
    .get('/r/:deliveryId', (context) =>
      show(context, { deliveryId: context.req.param('deliveryId'), name: '', problem: null }),
    )
    .get('/r/:deliveryId/file', (context) => download(context, () => receipts.file(context.req.param('deliveryId'))))
    .post('/r/:deliveryId', limitBody(maxBodyBytes, '内容太长了，请只填称呼。'), async (context) => {
      const deliveryId = context.req.param('deliveryId');
      limit(context);
      const name = await readName(context);
      try {
        await receipts.sign({ deliveryId, name, visitor: visitorOf(context) });
      } catch (error) {
        if (!hasCode(error, 'input/invalid')) throw error;
        return show(context, { deliveryId, name, problem: error.message });
      }
      // Back to the page: reloading it then sends nothing. Relative, for a proxy may put us under a path.
      return context.redirect(`./${encodeURIComponent(deliveryId)}`, 303);
    });
}

/** A form of a foreign page comes without our cookie, and so does one who would count twice. */
function visitorOf(context: Context): string {
  const visitor = readVisitor(context);
  if (visitor !== null) return visitor;
  throw new AppError('input/invalid', '还没有记下：请允许浏览器保存 Cookie，再点一次“收到”。');
}

async function readName(context: Context): Promise<string> {
  const form = await context.req.parseBody().catch(() => ({ name: '' }));
  return typeof form['name'] === 'string' ? form['name'] : '';
}
