import type { Message } from '../../domain/message.ts';
import type { Outcome } from '../../ports/outcome.ts';

/** A file without words says nothing the bot could act on; the one who sent it is told what to do instead. */
export async function handleBareFile(message: Message): Promise<Outcome | null> {
  const [file] = message.attachments;
  if (file === undefined || message.text.trim() !== '') return null;
  const text = `收到“${file.name}”，不过我还读不了聊天里发来的文件。想问政策，请把问题写成文字；想提建议，请写“建议：……”。`;
  return async () => [{ text }];
}
