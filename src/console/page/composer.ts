import { find } from './elements.ts';
import { lengthOf, maxTextLength, textFault, withMention } from './wording.ts';

/** From here on the counter is shown. */
const counterFrom = maxTextLength - 400;

export type ComposerDeps = {
  draft(): string;
  onDraft(text: string): void;
  onSend(text: string): void;
};

export type Composer = { write(text: string): void };

/** Where a message is written: Enter sends, Shift+Enter breaks the line, and nothing is sent out of an input method. */
export function createComposer({ draft, onDraft, onSend }: ComposerDeps): Composer {
  const form = find('composer', HTMLFormElement);
  const area = find('text', HTMLTextAreaElement);
  const send = find('send', HTMLButtonElement);
  const counter = find('counter', HTMLElement);
  const fault = find('text-fault', HTMLElement);

  function changed(): void {
    const length = lengthOf(area.value);
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    send.disabled = area.value.trim() === '';
    counter.hidden = length < counterFrom;
    counter.textContent = `${length} / ${maxTextLength}`;
    counter.classList.toggle('over', length > maxTextLength);
    if (length <= maxTextLength) say(null);
    onDraft(area.value);
  }

  function say(sentence: string | null): void {
    fault.textContent = sentence ?? '';
    area.setAttribute('aria-invalid', String(sentence !== null));
  }

  function write(text: string): void {
    area.value = text;
    area.focus();
    area.setSelectionRange(text.length, text.length);
    changed();
  }

  function submit(): void {
    const text = area.value;
    if (text.trim() === '') return;
    const wrong = textFault(text);
    if (wrong) {
      area.focus();
      return say(wrong);
    }
    write('');
    onSend(text);
  }

  area.addEventListener('input', changed);
  area.addEventListener('keydown', (event) => {
    // Safari ends the composition before the key that ended it; 229 is how it marks that key.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  find('mention', HTMLButtonElement).addEventListener('click', () => write(withMention(area.value)));

  area.value = draft();
  changed();
  return { write };
}
