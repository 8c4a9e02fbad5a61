import { createHash } from 'node:crypto';
import { sizeInWords } from '../domain/file.ts';
import { escapeHtml } from './notice-page.ts';

/** What stands on the page; `until` in words, `problem` is what to correct. */
export type ReceiptPageContent = {
  text: string;
  /** `href` from this page. */
  file: { name: string; size: number; href: string } | null;
  until: string;
  late: boolean;
  acknowledged: boolean;
  name: string;
  problem: string | null;
};

const style = `
:root { color-scheme: light dark; font: 17px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { margin: 0 auto; padding: 1rem; max-width: 36rem; background: Canvas; color: CanvasText; }
h1 { margin: .5rem 0 1rem; font-size: 1.15rem; }
.text { margin: 0; padding: 1rem; border: 1px solid #8886; border-radius: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.hint { margin: .8rem 0; font-size: .88rem; opacity: .8; }
.problem { color: #c22; }
@media (prefers-color-scheme: dark) { .problem { color: #f77; } }
label { display: block; font-size: .95rem; }
input, button { box-sizing: border-box; width: 100%; min-height: 3rem; margin-top: .4rem; padding: 0 .8rem; border-radius: .6rem; font: inherit; }
input { border: 1px solid #888; background: Field; color: FieldText; }
button { margin-top: 1rem; border: 0; background: #0b6b4f; color: #fff; font-weight: 600; }
button:focus-visible, input:focus-visible { outline: 3px solid #5aa9e6; outline-offset: 2px; }
.file { display: block; padding: .8rem 1rem; border: 1px solid #8886; border-radius: .6rem; color: inherit; overflow-wrap: anywhere; }
.file small { display: block; opacity: .8; }
.file:focus-visible { outline: 3px solid #5aa9e6; outline-offset: 2px; }
.done { margin: 1.2rem 0; font-size: 1.15rem; font-weight: 600; }
`;

/** Nothing loads and nothing runs; the form goes to its own page alone. */
export const receiptPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The text of a broadcast with a form to acknowledge it, or with thanks. Without scripts and files. */
export function receiptPage(content: ReceiptPageContent): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>确认收到通知</title>
<style>${style}</style>
<main>
<h1>群里的通知</h1>
<p class="text">${escapeHtml(content.text)}</p>
${content.file === null ? '' : attachment(content.file)}${content.acknowledged ? '<p class="done" role="status">已记下，谢谢！</p>' : form(content)}
</main>
</html>
`;
}

function attachment({ name, size, href }: NonNullable<ReceiptPageContent['file']>): string {
  return `<p><a class="file" href="${escapeHtml(href)}" download><span>附件：${escapeHtml(name)}</span> <small>${sizeInWords(size)}，点这里下载</small></a></p>\n`;
}

function form({ until, late, name, problem }: ReceiptPageContent): string {
  const hint = late ? `截止时间 ${until} 已过，现在确认会记为迟到。` : `请在 ${until} 前确认。`;
  return `<form method="post">
<p class="hint">${escapeHtml(hint)}您填的称呼只有秘书处能看到。</p>
${problem === null ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>\n`}<label for="name">称呼</label>
<input id="name" name="name" value="${escapeHtml(name)}" maxlength="30" required autocomplete="name" placeholder="例如：王会长">
<button type="submit">收到</button>
</form>`;
}
