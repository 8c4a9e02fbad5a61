import { createApi, Refusal } from './api.ts';
import { find } from './elements.ts';

const api = createApi(document.body.dataset['slug'] ?? '');
const input = find('code', HTMLInputElement);
const fault = find('code-fault', HTMLElement);
const submit = find('submit', HTMLButtonElement);

function say(sentence: string): void {
  fault.textContent = sentence;
  input.setAttribute('aria-invalid', String(sentence !== ''));
  if (sentence !== '') input.focus();
}

async function enter(): Promise<void> {
  submit.disabled = true;
  try {
    await api.enter(input.value);
    window.location.reload();
  } catch (error) {
    say(error instanceof Refusal ? error.message : '没有连上，请检查网络后再试。');
  } finally {
    submit.disabled = false;
  }
}

find('enter', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  if (input.value.trim() === '') return say('请填写邀请码；没有的话请向秘书处要。');
  say('');
  void enter();
});
input.focus();
