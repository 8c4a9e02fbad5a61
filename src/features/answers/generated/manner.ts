import { normalise } from '../../../base/text.ts';
import { placeholder } from './masking.ts';
import { requestIn } from './requests.ts';

/** Why a text may not be sent whatever it says; null when nothing is wrong with it. */
export type MannerFault =
  | 'empty'
  | 'too long'
  | 'not Chinese'
  | 'link or markup'
  | 'address not in the passages'
  | 'mention'
  | 'request to the member'
  | 'placeholder'
  | 'odd characters'
  | 'echo of the prompt';

/** A reply of a member's question; a comparison of four subjects has room in it. */
const longest = 700;
/** Letters that are Chinese, of all letters. */
const mostlyChinese = 0.6;
const echoLength = 14;

export type MannerGiven = {
  /** What the model was told, without the passages. */
  system: string;
  /** All that the cited passages say. */
  written: string;
};

/** The text is as the model wrote it. */
export function mannerFaultOf(text: string, { system, written }: MannerGiven): MannerFault | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'empty';
  if (text.length > longest) return 'too long';
  if (placeholder.test(text)) return 'placeholder';
  if (isMarkup(text)) return 'link or markup';
  if (hasOddCharacters(text)) return 'odd characters';
  const addresses = addressesIn(text);
  if (addresses.some((address) => !written.includes(address))) return 'address not in the passages';
  const words = addresses.reduce((rest, address) => rest.replaceAll(address, ' '), text);
  if (/[@＠﹫](?=\S)/u.test(words)) return 'mention';
  if (!isChinese(words, written)) return 'not Chinese';
  if (requestIn(normalise(text), normalise(written)) !== null) return 'request to the member';
  return isEcho(text, { system, written }) ? 'echo of the prompt' : null;
}

/** Links and pictures load something elsewhere; tags and fences are nobody's answer. */
function isMarkup(text: string): boolean {
  return /!?\[[^\]]*\]\s*\(|\[[^\]]*\]:\s*\S|<\/?[a-z!|][^>]*>|```|data:|javascript:|&#?\w{2,8};/iu.test(text);
}

/** Characters nobody sees, other digits than ours, private ones, letters that look like others. */
function hasOddCharacters(text: string): boolean {
  return (
    /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Mn}\p{Me}]/u.test(text.replace(/[\n\t\r]/gu, '')) || /(?![0-9０-９])\p{Nd}/u.test(text)
  );
}

/** Names in letters that the passages have as well do not count. */
function isChinese(text: string, written: string): boolean {
  if (
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}]/u.test(
      text,
    )
  )
    return false;
  const foreign = (text.match(/\p{Script=Latin}+/gu) ?? []).filter((word) => !written.includes(word)).join('').length;
  const chinese = (text.match(/\p{Script=Han}/gu) ?? []).length;
  return chinese > 0 && chinese / (chinese + foreign) >= mostlyChinese;
}

function addressesIn(text: string): string[] {
  const found = text.match(
    /(?:https?|ftp|file):\/\/[^\s，。；、）)》」]+|www\.[\w.-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|gov|edu|io|cc|top|xyz|info|me|app|dev|link|site|vip|shop|ru|co|tv|ai)(?![\w])[^\s，。；、）)》」]*/giu,
  );
  return found ?? [];
}

function isEcho(text: string, { system, written }: MannerGiven): boolean {
  const plain = (from: string): string => from.replace(/[\s\p{P}\p{S}]+/gu, '');
  const [said, told, known] = [plain(text), plain(system), plain(written)];
  for (let at = 0; at + echoLength <= said.length; at += 1) {
    const run = said.slice(at, at + echoLength);
    if (told.includes(run) && !known.includes(run)) return true;
  }
  return false;
}
