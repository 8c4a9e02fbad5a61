import { AppError } from '../../../base/errors.ts';
import { characterMap } from './character-maps.ts';

/** pdf.js gives its tables out by name; ours are written on the spot. */
class CharacterMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    return kind === 'cMapUrl' ? new TextEncoder().encode(characterMap(filename)) : new Uint8Array();
  }
}

/** A PDF for reading; throws `input/invalid` when it has a password or is damaged. */
export async function openPdf(bytes: Uint8Array, name: string) {
  addTransfer();
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  const { OPS, VerbosityLevel } = await getResolvedPDFJS();
  const settings = {
    verbosity: VerbosityLevel.ERRORS,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
    BinaryDataFactory: CharacterMaps,
    cMapPacked: false,
  };
  try {
    // pdf.js takes the bytes over, and they may be needed again.
    return { pdf: await getDocumentProxy(Uint8Array.from(bytes), settings), OPS };
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    const sentence = isLocked
      ? `${name} 设有打开密码，请取消密码后另存一份再导入。`
      : `${name} 已损坏或没有传完整，请重新取一份 PDF 再导入。`;
    throw new AppError('input/invalid', sentence, { cause });
  }
}

export type OpenPdf = Awaited<ReturnType<typeof openPdf>>;

/** pdf.js calls a method that Node 20 does not have yet. */
function addTransfer(): void {
  const prototype: object = ArrayBuffer.prototype;
  if ('transferToFixedLength' in prototype) return;
  Object.defineProperty(prototype, 'transferToFixedLength', {
    configurable: true,
    value(this: ArrayBuffer, length: number = this.byteLength): ArrayBuffer {
      return this.slice(0, length);
    },
  });
}
