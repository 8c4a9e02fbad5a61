import { find } from './elements.ts';
import { nameFault } from './wording.ts';

export type JoinDeps = {
  name(): string;
  onName(name: string): void;
};

export type Join = { ask(): void };

/** The nickname: asked first, remembered, changed by the button that shows it. */
export function createJoin({ name, onName }: JoinDeps): Join {
  const form = find('join', HTMLFormElement);
  const composer = find('composer', HTMLFormElement);
  const input = find('name', HTMLInputElement);
  const fault = find('name-fault', HTMLElement);
  const me = find('me', HTMLButtonElement);
  const cancel = find('cancel', HTMLButtonElement);

  function show(asking: boolean): void {
    form.hidden = !asking;
    composer.hidden = asking;
    cancel.hidden = name() === '';
    me.hidden = name() === '';
    find('my-name', HTMLElement).textContent = name();
    me.setAttribute('aria-expanded', String(asking));
    say(null);
  }

  function say(sentence: string | null): void {
    fault.textContent = sentence ?? '';
    input.setAttribute('aria-invalid', String(sentence !== null));
  }

  function ask(): void {
    input.value = name();
    show(true);
    input.focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const written = input.value.replace(/\s+/gu, ' ').trim();
    const wrong = nameFault(written);
    if (wrong) return say(wrong);
    onName(written);
    show(false);
    find('text', HTMLTextAreaElement).focus();
  });
  cancel.addEventListener('click', () => show(false));
  me.addEventListener('click', () => (form.hidden ? ask() : show(name() === '')));
  form.addEventListener('keydown', ({ key, isComposing }) => {
    if (key === 'Escape' && !isComposing && name() !== '') show(false);
  });
  show(name() === '');
  return { ask };
}
