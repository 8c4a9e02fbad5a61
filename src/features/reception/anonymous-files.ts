import { createHash } from 'node:crypto';
import { barePhoto } from '../../domain/bare-photo.ts';
import type { Case } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Records } from '../../ports/store.ts';
import { codeIn, hashOf, noSuchCode, scrub, startOfDay } from './anonymous.ts';
import { addFiles, fullSentence, type TakeFiles, type TakenFiles } from './case-files.ts';

/**
 * Photos of people who stay unknown: as `anonymous.ts` has it, and without what a camera writes into them. Of a photo
 * that comes alone we know whose case it is for as long as the code is there, ten minutes.
 */
export type AnonymousFilesDeps = { takeFiles: TakeFiles; newId: () => string; timeZone: string };

const notBare = '匿名反映只能附完整的 JPG、PNG 照片，别的文件里往往带着作者姓名，所以没有保存。';

const howSentence =
  '您刚才是匿名反映，所以这个文件没有放进您实名的诉求，也没有保存。要随匿名反映一起交，请私聊我发照片，在照片的说明里写凭证码。';

/** Photos without a trace; what cannot be had so is refused. */
export function barePhotos({ files, refused }: TakenFiles): TakenFiles {
  const bare = files.map(({ mime, bytes }, place) => {
    const photo = barePhoto(mime, bytes);
    return photo && { name: `照片${place + 1}.${mime === 'image/png' ? 'png' : 'jpg'}`, mime, bytes: photo };
  });
  const photos = bare.filter((photo) => photo !== null);
  return { files: photos, refused: photos.length === files.length ? refused : [...refused, notBare] };
}

/** Keeps photos with a case that only its code leads to; the sentence for whoever sent them, empty when there were none. */
export async function keepUnknown(
  records: Pick<Records, 'files' | 'caseFiles' | 'cases'>,
  of: { one: Case; taken: TakenFiles; at: number; newId: () => string },
): Promise<string> {
  const { one, taken, at, newId } = of;
  // The same photos again are the same files, and no key tells of a message.
  const content = createHash('sha256');
  for (const { bytes } of taken.files) content.update(bytes);
  const key = `anonymous/${one.no}/${content.digest('hex')}`;
  const { added, full } = await addFiles(records, { one, taken, key, at, by: null, newId });
  const told =
    added === 0 ? [] : [`${added} 张照片已随匿名反映保存，去掉了文件名和拍摄信息；照片里看得到的，请您自己留意。`];
  return [...told, ...(full ? [fullSentence] : []), ...taken.refused].join('');
}

/** What comes with the code, or right after the message that gave it. */
export async function addByCode(
  { takeFiles, newId, timeZone }: AnonymousFilesDeps,
  message: Message,
  claimHash: string,
): Promise<Outcome> {
  const taken = barePhotos(await takeFiles(message));
  return async (records) => {
    await scrub(records, message);
    const one = await records.cases.findByClaim(claimHash);
    if (one === null) return [{ text: noSuchCode }];
    const at = startOfDay(message.receivedAt, timeZone);
    const text = await keepUnknown(records, { one, taken, at, newId });
    return [{ text: text === '' ? '这张照片已经保存过了。' : text }];
  };
}

/** Not kept, and not with a case that has a name either. */
export function tellHow(message: Message): Outcome {
  return async (records) => {
    await scrub(records, message);
    return [{ text: howSentence }];
  };
}

/**
 * Whether somebody said something anonymous after their newest case with a name, and whose code it was given; null code:
 * none is known, or not here. Null: they did not.
 */
export async function anonymousBefore(
  { messages, deliveries }: Pick<Records, 'messages' | 'deliveries'>,
  { memberId, conversation }: Message,
  namedAt: number,
): Promise<{ claimHash: string | null } | null> {
  const said = (await messages.listScrubbed(memberId)).filter(({ receivedAt }) => receivedAt > namedAt);
  if (said.length === 0) return null;
  if (conversation.kind === 'group') return { claimHash: null };
  for (const { id } of said) {
    const [reply] = await deliveries.listByKey(`reply/${id}/`);
    const code = reply === undefined ? null : codeIn(reply.text);
    if (code !== null) return { claimHash: hashOf(code) };
  }
  return { claimHash: null };
}
