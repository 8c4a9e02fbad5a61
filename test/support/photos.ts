/** Small pictures, and what cameras and phones write into them. */

/** 16×8 points, as a camera's library writes it: with a JFIF head and nothing about anybody. */
export const plainJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI//////////////////////////////////////////////////8BVVpaeGl464KC6//////////////////////////////////////////////////////////////////////////AABEIAAgAEAMBEQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AIttbc5fsxdtLnD2Z//Z',
  'base64',
);

/** 4×4 points. */
export const plainPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAYAAACp8Z5+AAAAGUlEQVR4AWM8AQQMSICJAQ0wMaABJgY0AADOBAMowxfR7gAAAABJRU5ErkJggg==',
  'base64',
);

/** The words a camera wrote into the pictures below. */
export const traces = ['SM-G9810-沈曼的手机', '28.2282N', 'xmp.did:4711', '沈曼拍的', 'second picture'];

const [phone = '', gps = '', xmp = '', comment = '', behind = ''] = traces;

/** The same picture with where, when, by whom and on what it was taken, held on its side. */
export function takenJpeg(): Buffer {
  const head = plainJpeg.subarray(0, 2);
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff(6), Buffer.from(`${phone} ${gps}`)]);
  return Buffer.concat([
    head,
    segment(0xe1, exif),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)),
    segment(0xe2, Buffer.from('ICC_PROFILE\0Apple')),
    segment(0xfe, Buffer.from(comment)),
    plainJpeg.subarray(2),
    Buffer.from(behind),
  ]);
}

/** As a camera writes it: little-endian, with the turn among other entries. */
function tiff(turn: number): Buffer {
  const entries = [
    [0x010f, 2, 5, 0],
    [0x0112, 3, 1, turn],
  ];
  const bytes = Buffer.alloc(10 + entries.length * 12);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(entries.length, 8);
  for (const [place, [tag = 0, type = 0, count = 0, value = 0]] of entries.entries()) {
    const at = 10 + place * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  return bytes;
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

export function takenPng(): Buffer {
  const end = plainPng.length - 12;
  const text = (name: string, words: string): Buffer => {
    const content = Buffer.from(words);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    plainPng.subarray(0, 33),
    text('eXIf', `${phone} ${gps}`),
    text('iTXt', xmp),
    plainPng.subarray(33, end),
    text('tEXt', comment),
    plainPng.subarray(end),
    Buffer.from(behind),
  ]);
}
