import { type Api, type Pressed, Refusal } from './api.ts';
import { make, makeButton } from './elements.ts';
import type { Entry } from './entry.ts';
import type { Memory } from './memory.ts';

export type PressesDeps = {
  api: Pick<Api, 'press'>;
  memory: Pick<Memory, 'name' | 'confirmed'>;
  askName(): void;
};

const nameless = '请先在下面填写昵称，再点一次。';
const lost = '没有登记上，请检查网络后再点一次。';

/** The row under a message that asks for a 收到 or a choice; null where it asks for nothing. */
export function createPresses(deps: PressesDeps): (entry: Entry) => HTMLElement | null {
  return (entry) => {
    if (entry.buttons === null) return null;
    const answer = make('span', 'press-answer');
    answer.setAttribute('role', 'status');
    const row = make('div', 'presses');
    row.setAttribute('role', 'group');
    row.append(...buttonsOf(deps, entry, answer), answer);
    row.setAttribute('aria-label', entry.buttons.kind === 'receipt' ? '确认收到' : '请选一个');
    return row;
  };
}

function buttonsOf(deps: PressesDeps, { id, buttons }: Entry, answer: HTMLElement): HTMLButtonElement[] {
  if (buttons === null) return [];
  if (buttons.kind === 'receipt') return [receiptButton(deps, id, answer)];
  if (buttons.chosen !== null) return [chosenButton(deps, { id, label: buttons.chosen, answer })];
  return buttons.labels.map((label, place) => choiceButton(deps, { id, label, place, answer }));
}

function receiptButton(deps: PressesDeps, id: number, answer: HTMLElement): HTMLButtonElement {
  const confirm = async (): Promise<void> => {
    if ((await press(deps, { id, place: null, button, answer })) === null) return;
    deps.memory.confirmed.add([id]);
    showPressed(button, true);
  };
  const button = makeButton('press', '收到', () => void confirm());
  showPressed(button, deps.memory.confirmed.has(id));
  return button;
}

type Choice = { id: number; label: string; place: number; answer: HTMLElement };

function choiceButton(deps: PressesDeps, { id, label, place, answer }: Choice): HTMLButtonElement {
  const choose = async (): Promise<void> => {
    const chosen = (await press(deps, { id, place, button, answer }))?.label ?? null;
    if (chosen !== null) putInPlace(button, chosenButton(deps, { id, label: chosen, answer }));
  };
  const button = makeButton('press', label, () => void choose());
  return button;
}

function putInPlace(button: HTMLButtonElement, chosen: HTMLButtonElement): void {
  for (const other of button.parentElement?.querySelectorAll('.press') ?? []) if (other !== button) other.remove();
  button.replaceWith(chosen);
  chosen.focus();
}

/** What stands in place of the choices: pressed again, it tells what was noted. */
function chosenButton(deps: PressesDeps, { id, label, answer }: Omit<Choice, 'place'>): HTMLButtonElement {
  const button = makeButton('press', label, () => void press(deps, { id, place: 0, button, answer }));
  showPressed(button, true, false);
  return button;
}

type Pressing = { id: number; place: number | null; button: HTMLButtonElement; answer: HTMLElement };

/** Null when it is not known to be stored; what is said to it stands beside the buttons either way. */
async function press(deps: PressesDeps, { id, place, button, answer }: Pressing): Promise<Pressed | null> {
  const name = deps.memory.name();
  if (name === '') {
    answer.textContent = nameless;
    deps.askName();
    return null;
  }
  if (button.getAttribute('aria-busy') === 'true') return null;
  button.setAttribute('aria-busy', 'true');
  try {
    const pressed = await deps.api.press({ name, messageId: id, place });
    answer.textContent = pressed.text;
    return pressed;
  } catch (error) {
    answer.textContent = error instanceof Refusal ? error.message : lost;
    return null;
  } finally {
    button.setAttribute('aria-busy', 'false');
  }
}

/** Not by colour alone: a tick stands before it, unless its label has one. */
function showPressed(button: HTMLButtonElement, pressed: boolean, tick = true): void {
  button.setAttribute('aria-pressed', String(pressed));
  button.classList.toggle('pressed', pressed);
  if (!pressed || !tick || button.querySelector('.tick')) return;
  const mark = make('span', 'tick', '✓ ');
  mark.setAttribute('aria-hidden', 'true');
  button.prepend(mark);
}
