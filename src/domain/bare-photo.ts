/**
 * Photos without what tells who took them.
 *
 * Threat: somebody who has the file looks up the camera and its number, the place, the time, the name of the owner, a
 * thumbnail of more than is shown. All that is not needed to show the picture is left out, known or not. Not guarded:
 * what is to be seen in the picture, and the noise by which a laboratory tells one camera from another.
 */

/** `image/jpeg` or `image/png` as the same picture; null when it is no such file, or a broken one. */
export function barePhoto(mime: string, bytes: Uint8Array): Uint8Array | null {
  if (mime === 'image/jpeg') return bareJpeg(bytes);
  return mime === 'image/png' ? barePng(bytes) : null;
}

/** Markers of JPEG. */
const [soi, eoi, sos, app1, app14] = [0xd8, 0xd9, 0xda, 0xe1, 0xee];
/** What Adobe writes of how colours are to be read, and no more. */
const adobeLength = 14;

/** Segments up to the end of the picture; what stands behind it (films, second pictures) goes, too. */
function bareJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== soi) return null;
  const kept: Uint8Array[] = [];
  let turned: Uint8Array | null = null;
  for (let at = 2; ;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return null;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === eoi) return joined([[0xff, soi], turned ?? [], ...kept, [0xff, eoi]]);
    const end = at + 2 + wordAt(bytes, at + 2);
    if (end > bytes.length || end < at + 4) return null;
    const next = marker === sos ? endOfScan(bytes, end) : end;
    if (marker === app1) turned ??= turnOf(bytes.subarray(at + 4, end));
    else if (isShown(marker, end - at - 2)) kept.push(bytes.subarray(at, next));
    at = next;
  }
}

/** Neither what applications write (APPn) nor comments. */
function isShown(marker: number, length: number): boolean {
  if (marker === app14) return length === adobeLength;
  return (marker < 0xe0 || marker > 0xef) && marker !== 0xfe;
}

/** The picture itself lasts to the next marker; a zero behind 0xff, and restarts, belong to it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** How a camera was held; without it the picture lies on its side. A segment that says this and no more, null = upright. */
function turnOf(exif: Uint8Array): Uint8Array | null {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  if (exif.length < 16 || view.getUint32(0) !== 0x45786966) return null;
  const little = view.getUint16(6) === 0x4949;
  const first = 6 + view.getUint32(10, little);
  const count = first + 2 <= exif.length ? view.getUint16(first, little) : 0;
  for (let entry = first + 2; entry < first + 2 + count * 12 && entry + 12 <= exif.length; entry += 12)
    if (view.getUint16(entry, little) === 0x0112) return turnSegment(view.getUint16(entry + 8, little));
  return null;
}

function turnSegment(turn: number): Uint8Array | null {
  if (turn < 2 || turn > 8) return null;
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
  const content = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([0xff, app1, 0, content.length + 2, ...content]);
}

const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What a picture is shown by: its size, palette, points, what is clear in it, and how its colours are meant. */
const shownChunks = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB']);

function barePng(bytes: Uint8Array): Uint8Array | null {
  if (!pngMark.every((byte, place) => bytes[place] === byte)) return null;
  const kept: Uint8Array[] = [];
  for (let at = pngMark.length; at + 12 <= bytes.length;) {
    const end = at + 12 + wordAt(bytes, at) * 0x1_0000 + wordAt(bytes, at + 2);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) return null;
    if (shownChunks.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return joined([pngMark, ...kept]);
    at = end;
  }
  return null;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

function joined(parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
