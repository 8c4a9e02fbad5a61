import { AppError } from '../../../base/errors.ts';

const maxLength = 20;

/** The nickname as it is shown; throws `input/invalid` for one that is empty, too long or passes for the bot. */
export function readNickname(written: string): string {
  const name = cleanName(written);
  const length = Array.from(name).length;
  if (length === 0) throw new AppError('input/invalid', '请填写昵称。');
  if (length > maxLength) throw new AppError('input/invalid', `昵称最多 ${maxLength} 个字，请改短一些。`);
  if (passesForBot(name)) throw new AppError('input/invalid', '「清语」是机器人的名字，请换一个昵称。');
  return name;
}

/** Without control, direction and invisible characters, by which one name could be made to look like another. */
function cleanName(written: string): string {
  return written
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .replace(/ {2,}/gu, ' ')
    .trim();
}

function passesForBot(name: string): boolean {
  const letters = Array.from(name.normalize('NFKD').toLowerCase(), (letter) => alike.get(letter) ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters.includes('清语') || letters.includes('qingyu');
}

/** Letters that look like those of the name; marks above and below fall away by themselves. */
const alike: ReadonlyMap<string, string> = new Map(
  Object.entries({ 清: '淸凊圊', 语: '語', q: 'ԛ', i: 'іıιl1|', n: 'ոп', g: 'ɡց', y: 'уγყ', u: 'սυ' }).flatMap(
    ([letter, others]) => Array.from(others, (other) => [other, letter] as const),
  ),
);
