import { AppError } from '../../base/errors.ts';
import type { CarriedFile, NewFile } from '../../domain/file.ts';
import type { Store } from '../../ports/store.ts';

/** What a broadcast, a series or a delivery carries, by its id; throws `record/not-found` with why there is none. */
export async function fetchFile({ store }: { store: Store }, id: string): Promise<NewFile> {
  const carrier = (await store.broadcasts.find(id)) ?? (await store.series.find(id));
  const delivery = carrier === null ? await store.deliveries.find(id) : null;
  if (carrier === null && delivery === null)
    throw new AppError('record/not-found', `没有编号为 ${id} 的群发或投递，请在群发列表里核对。`);
  const fileId = carrier === null ? (delivery?.fileId ?? null) : (carrier.file?.id ?? null);
  if (fileId === null) throw new AppError('record/not-found', '这次群发没有附件。');
  return readKept(store, fileId);
}

/** The same of a broadcast or a series only: what is sent to one person is nobody else's. */
export async function fetchBroadcastFile({ store }: { store: Store }, id: string): Promise<NewFile> {
  const carrier = (await store.broadcasts.find(id)) ?? (await store.series.find(id));
  if (carrier === null) throw new AppError('record/not-found', `没有编号为 ${id} 的群发。`);
  if (carrier.file === null) throw new AppError('record/not-found', '这次群发没有附件。');
  return readKept(store, carrier.file.id);
}

/** What a delivery of a broadcast carries, also when it is not kept any more. */
export async function findCarried({ store }: { store: Store }, deliveryId: string): Promise<CarriedFile | null> {
  const delivery = await store.deliveries.find(deliveryId);
  if (delivery === null || delivery.fileId === null || delivery.broadcastId === null) return null;
  return (await store.broadcasts.find(delivery.broadcastId))?.file ?? null;
}

/** Throws `record/not-found` for a file that is not kept any more. */
async function readKept({ files }: Pick<Store, 'files'>, fileId: string): Promise<NewFile> {
  const file = await files.read(fileId);
  if (file !== null) return file;
  throw new AppError('record/not-found', '这个附件已过保存期，请向秘书处要一份。');
}
