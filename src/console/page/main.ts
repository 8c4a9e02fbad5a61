import { createApi } from './api.ts';
import { createComposer } from './composer.ts';
import { find } from './elements.ts';
import type { Entry } from './entry.ts';
import { loadOlder } from './history.ts';
import { createJoin } from './join.ts';
import { startLive } from './live.ts';
import type { LiveState } from './live.ts';
import { createMemory } from './memory.ts';
import { createOutbox } from './outbox.ts';
import type { OutgoingActions } from './bubble.ts';
import { createPresses } from './presses.ts';
import { createScroll } from './scroll.ts';
import { createSight } from './sight.ts';
import { createTell } from './tell.ts';
import { createTimeline } from './timeline.ts';
import { createTitle } from './title.ts';

const stateWords: Readonly<Record<LiveState, string>> = {
  connecting: '正在连接…',
  online: '已连接',
  waiting: '正在重新连接…',
  offline: '网络已断开',
};
/** What the server gives without a place; fewer means that there is nothing older. */
const firstPage = 50;
const retryMs = 2_000;

const slug = document.body.dataset['slug'] ?? '';
const api = createApi(slug);
const memory = createMemory(slug);
const log = find('log', HTMLElement);
const welcome = find('welcome', HTMLElement);
const older = find('older', HTMLButtonElement);
const status = find('status', HTMLElement);
const tell = createTell({ api, memory });
const sight = createSight({ log, onSeen: (id) => tell.note('read', id) });
const pressesOf = createPresses({ api, memory, askName: () => join.ask() });
/** Only the bot's messages may ask who has them, or can be pressed. */
const timeline = createTimeline(log, (entry, message) => {
  const { id, bot } = entry;
  const presses = pressesOf(entry);
  if (presses) message.querySelector('.column')?.append(presses);
  if (!bot) return;
  tell.note('delivered', id);
  if (!memory.told.read.has(id)) sight.watch(message, id);
});
const scroll = createScroll(log, find('jump', HTMLButtonElement));
const title = createTitle();
/** Highest id that has arrived, shown or held back. */
let newest = 0;

const outbox = createOutbox({
  api,
  memory,
  onOwn: timeline.claim,
  onEntry: show,
  onChange(outgoing) {
    scroll.keep(() => timeline.showOutgoing(outgoing, actions), 0);
    welcome.hidden = !timeline.isEmpty();
  },
});
const composer = createComposer({
  draft: memory.draft,
  onDraft: memory.setDraft,
  onSend(text) {
    outbox.send(text);
    scroll.toEnd();
  },
});
const join = createJoin({
  name: memory.name,
  onName(name) {
    memory.setName(name);
    void tell.flush();
  },
});
const actions: OutgoingActions = {
  retry: (clientId) => outbox.retry(clientId),
  remove: (clientId) => void outbox.remove(clientId),
  edit: (clientId) => composer.write(outbox.remove(clientId)),
};

function receive(entry: Entry): void {
  if (entry.id <= newest) return;
  newest = entry.id;
  outbox.receive(entry);
}

function show(entry: Entry): void {
  const own = memory.isOwn(entry.id);
  scroll.keep(() => timeline.add(entry, own), 1);
  welcome.hidden = true;
  if (!own) title.arrived();
}

function showState(state: LiveState): void {
  status.textContent = stateWords[state];
  document.body.dataset['live'] = state;
}

async function start(): Promise<void> {
  const entries = await api.latest().catch(() => null);
  if (entries === null) {
    showState(navigator.onLine ? 'waiting' : 'offline');
    window.setTimeout(() => void start(), retryMs);
    return;
  }
  for (const entry of entries) receive(entry);
  older.hidden = entries.length < firstPage;
  outbox.showRestored();
  scroll.toEnd();
  // From now on a screen reader tells what comes; the history it would have read from end to end.
  log.setAttribute('aria-live', 'polite');
  startLive({ api, newest: () => newest, onEntry: receive, onState: showState });
}

window.addEventListener('pagehide', () => void tell.flush());
older.addEventListener('click', () => {
  void loadOlder({ api, scroll, timeline, memory, button: older });
});
for (const chip of welcome.querySelectorAll('button'))
  chip.addEventListener('click', () => {
    composer.write(chip.dataset['text'] ?? '');
    if (memory.name() === '') join.ask();
  });
void start();
