import type { CarriedFile } from '../../domain/file.ts';
import type { FileColumns } from './schema/messages.ts';

export function toFileColumns(file: CarriedFile | null): FileColumns {
  return { file_id: file?.id ?? null, file_name: file?.name ?? null, file_size: file?.size ?? null };
}

export function toCarriedFile({ file_id: id, file_name: name, file_size: size }: FileColumns): CarriedFile | null {
  return id === null || name === null || size === null ? null : { id, name, size };
}
