/** `npm run bench`: the built bot in its own process, members who ask over HTTP and listen on the event stream. */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { startBot } from '../support/started-bot.mjs';

const questions = [
  '长沙接待日收集了多少条意见建议？',
  '合肥的党组织覆盖率是多少？',
  '晋江的三张清单是什么？',
  '水北商会化解了多少起矛盾纠纷？',
  '深圳的接待日收集了多少条意见？',
  '谢谢',
];
/** Under the twenty a minute that one member may send. */
const perMember = 15;

const began = performance.now();
const bot = await startBot();
try {
  const { address } = bot;
  console.log(`机器：${cpus().length} 核 ${cpus()[0]?.model.trim()}，Node ${process.version}`);
  console.log(`启动到就绪：${((performance.now() - began) / 1000).toFixed(2)} 秒`);
  await pause(3_000);
  console.log(`空闲内存：${await residentMegabytes(bot.pid)} MB`);
  const listener = await listen(address);
  for (const members of [1, 50]) {
    const warm = members === 1 ? 3 : 1;
    const times = await converse({ address, listener, members, warm });
    console.log(
      `${members} 名成员同时提问：p50 ${at(times, 0.5)} ms，p95 ${at(times, 0.95)} ms（${times.length} 次问答）`,
    );
  }
  console.log(`问答之后的内存：${await residentMegabytes(bot.pid)} MB`);
  listener.close();
} finally {
  await bot.stop();
}

/** Listens to the event stream; `replied(id)` resolves when the bot has answered message `id`. */
async function listen(address) {
  const stop = new AbortController();
  const response = await fetch(`${address}/api/groups/demo/events`, { signal: stop.signal });
  const replies = new Map();
  const waiting = new Map();
  void (async () => {
    let rest = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) take(JSON.parse(line.slice(6)));
    }
  })().catch(() => {});
  function take({ replyTo, bot: isBot }) {
    if (!isBot || replyTo === null) return;
    replies.set(replyTo, performance.now());
    waiting.get(replyTo)?.();
  }
  return {
    async replied(id) {
      if (!replies.has(id)) await new Promise((resolve) => waiting.set(id, resolve));
      return replies.get(id);
    },
    close: () => stop.abort(),
  };
}

async function converse({ address, listener, members, warm }) {
  const times = [];
  const rounds = members === 1 ? 10 : 1;
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(Array.from({ length: members }, (_, member) => talk(`${members}-${round}-${member}`)));
  }
  return times.sort((a, b) => a - b);

  async function talk(member) {
    for (let turn = 0; turn < perMember; turn += 1) {
      const sent = performance.now();
      const body = {
        name: `成员${member}`,
        text: `@清语 ${questions[turn % questions.length]}`,
        clientId: `${member}-${turn}`,
      };
      const response = await fetch(`${address}/api/groups/demo/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (response.status !== 202) throw new Error(`POST answered ${response.status}`);
      const replied = await listener.replied((await response.json()).messageId);
      if (turn >= warm) times.push(replied - sent);
    }
  }
}

function at(sorted, share) {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(0);
}

async function residentMegabytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  return kilobytes === undefined ? '（本系统读不到）' : Math.round(Number(kilobytes) / 1024);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
