/** `npm run bench [api|cases|chat|crash|dingtalk|feishu|ledger|page|retrieval|send|soak|telegram|wechat|wecom|wecom-webhook|year]`: chat, when nothing is said. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const [name = 'chat', ...rest] = process.argv.slice(2);

switch (name) {
  case 'api':
    process.exitCode = await measureApi(rest);
    break;
  case 'cases':
    process.exitCode = await measureCases(rest);
    break;
  case 'chat':
    await import('./chat.mjs');
    break;
  case 'retrieval':
    process.exitCode = await compareRetrieval(rest);
    break;
  case 'crash':
    process.exitCode = await rehearseCrashes(rest);
    break;
  case 'feishu':
    process.exitCode = await measureFeishu(rest);
    break;
  case 'dingtalk':
    process.exitCode = await measureDingtalk(rest);
    break;
  case 'ledger':
    process.exitCode = await measureLedger(rest);
    break;
  case 'page':
    process.exitCode = await measurePage();
    break;
  case 'send':
    process.exitCode = await measureSending(rest);
    break;
  case 'soak':
    process.exitCode = await soak(rest);
    break;
  case 'telegram':
    process.exitCode = await measureTelegram(rest);
    break;
  case 'year':
    process.exitCode = await simulateDailyYear(rest);
    break;
  case 'wechat':
    await measureWechat();
    break;
  case 'wecom':
    process.exitCode = await measureWecom(rest);
    break;
  case 'wecom-webhook':
    process.exitCode = await measureWecomWebhook(rest);
    break;
  default:
    process.stderr.write(
      `没有 ${name} 这项测量，请用 npm run bench api、cases、chat、crash、dingtalk、feishu、ledger、page、retrieval、send、soak、telegram、wechat、wecom、wecom-webhook 或 year。\n`,
    );
    process.exitCode = 2;
}

/** The comparison runs bundled, as the product does; the libraries stay outside, as their users have them. */
function compareRetrieval(options) {
  const input = { retrieval: here('retrieval.ts'), child: here('retrieval/child.ts') };
  const external = ['libsql', 'jieba-wasm', 'minisearch', 'flexsearch', /^@orama\//];
  return bundled({ input, external }, async (out) => {
    const { benchRetrieval } = await import(`${out}/retrieval.js`);
    return benchRetrieval(options, `${out}/child.js`);
  });
}

function rehearseCrashes(options) {
  const bundle = { input: { crash: here('crash.ts') }, external: ['libsql', 'pg'] };
  return bundled(bundle, async (out) => {
    const { benchCrash } = await import(`${out}/crash.js`);
    return benchCrash(options);
  });
}

/** The senders without a pace run as processes of their own. */
function measureSending(options) {
  const input = { send: here('send.ts'), worker: here('send/worker.ts') };
  return bundled({ input, external: ['libsql', 'pg'] }, async (out) => {
    const { benchSend } = await import(`${out}/send.js`);
    return benchSend(options, `${out}/worker.js`);
  });
}

function measureLedger(options) {
  return bundled({ input: { ledger: here('ledger.ts') }, external: ['libsql', 'pg'] }, async (out) => {
    const { benchLedger } = await import(`${out}/ledger.js`);
    return benchLedger(options);
  });
}

function measureApi(options) {
  return bundled({ input: { api: here('api.ts') }, external: ['libsql', 'pg'] }, async (out) => {
    const { benchApi } = await import(`${out}/api.js`);
    return benchApi(options);
  });
}

function measurePage() {
  const bundle = { input: { page: here('page.ts') }, external: ['libsql', 'pg', 'playwright-core'] };
  return bundled(bundle, async (out) => {
    const { benchPage } = await import(`${out}/page.js`);
    return benchPage();
  });
}

function soak(options) {
  return bundled({ input: { soak: here('soak.ts') }, external: ['libsql', 'pg'] }, async (out) => {
    const { benchSoak } = await import(`${out}/soak.js`);
    return benchSoak(options);
  });
}

function measureCases(options) {
  return bundled({ input: { cases: here('cases.ts') }, external: ['libsql', 'pg'] }, async (out) => {
    const { benchCases } = await import(`${out}/cases.js`);
    return benchCases(options);
  });
}

function simulateDailyYear(options) {
  return bundled({ input: { year: here('year.ts') }, external: ['libsql', 'pg'] }, async (out) => {
    const { benchYear } = await import(`${out}/year.js`);
    return benchYear(options);
  });
}

function measureTelegram(options) {
  const bundle = { input: { telegram: here('telegram.ts') }, external: ['libsql', 'pg'] };
  return bundled(bundle, async (out) => {
    const { benchTelegram } = await import(`${out}/telegram.js`);
    return benchTelegram(options);
  });
}

function measureWecom(options) {
  const bundle = { input: { wecom: here('wecom.ts') }, external: ['libsql', 'pg', '@wecom/aibot-node-sdk', 'ws'] };
  return bundled(bundle, async (out) => {
    const { benchWecom } = await import(`${out}/wecom.js`);
    return benchWecom(options);
  });
}

/** The sender is a process of its own, which is killed. */
function measureWecomWebhook(options) {
  const input = { 'wecom-webhook': here('wecom-webhook.ts'), worker: here('wecom-webhook/worker.ts') };
  return bundled({ input, external: ['libsql', 'pg'] }, async (out) => {
    const { benchWecomWebhook } = await import(`${out}/wecom-webhook.js`);
    return benchWecomWebhook(options, `${out}/worker.js`);
  });
}

function measureFeishu(options) {
  const external = ['libsql', 'pg', '@larksuiteoapi/node-sdk', 'protobufjs'];
  return bundled({ input: { feishu: here('feishu.ts') }, external }, async (out) => {
    const { benchFeishu } = await import(`${out}/feishu.js`);
    return benchFeishu(options);
  });
}

function measureDingtalk(options) {
  return bundled({ input: { dingtalk: here('dingtalk.ts') }, external: ['libsql', 'pg'] }, async (out) => {
    const { benchDingtalk } = await import(`${out}/dingtalk.js`);
    return benchDingtalk(options);
  });
}

async function bundled({ input, external }, measure) {
  const { build } = await import('rolldown');
  // Of this run alone: another one that begins meanwhile must not change what the processes of this one load.
  const out = here(`../../.cache/bench-${process.pid}`);
  try {
    await build({ input, platform: 'node', external, output: { dir: out, format: 'esm' }, logLevel: 'silent' });
    return await measure(out);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** The emulated gateway and the process that holds the connection to it run as processes of their own. */
function measureWechat() {
  const input = {
    wechat: here('wechat.ts'),
    gateway: here('../../src/adapters/channels/wechat/gateway/main.ts'),
    server: here('../support/wechat-puppet-server.ts'),
  };
  return bundled({ input, external: ['libsql', 'pg'] }, async (out) => {
    const { benchWechat } = await import(`${out}/wechat.js`);
    await benchWechat({ gateway: `${out}/gateway.js`, server: `${out}/server.js` });
  });
}

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
