import { describe, expect, it } from 'vitest';
import { barePhoto } from '../../src/domain/bare-photo.ts';
import { plainJpeg, plainPng, takenJpeg, takenPng, traces } from '../support/photos.ts';

describe('a photo without metadata', () => {
  it.each([
    ['image/jpeg', takenJpeg()],
    ['image/png', takenPng()],
  ])('holds nothing of who took it, as %s', (mime, taken) => {
    for (const trace of traces) expect(taken.includes(trace)).toBe(true);

    const bare = Buffer.from(barePhoto(mime, taken) ?? []);

    expect(bare.length).toBeGreaterThan(50);
    for (const trace of traces) expect(bare.includes(trace)).toBe(false);
    expect(bare.includes('ICC_PROFILE')).toBe(false);
  });

  it('is the same picture, point for point, and lies as it was held', () => {
    const picture = plainJpeg.subarray(20);
    const bare = Buffer.from(barePhoto('image/jpeg', takenJpeg()) ?? []);

    expect(bare.subarray(-picture.length).equals(picture)).toBe(true);
    const turn = bare.subarray(2, bare.length - picture.length);
    expect(turn.toString('latin1')).toContain('Exif');
    expect([turn.length, turn.at(29)]).toEqual([36, 6]);
    expect(barePhoto('image/png', takenPng())).toEqual(new Uint8Array(plainPng));
  });

  it('is the same when nothing is to be left out, and when it is done twice', () => {
    const bare = barePhoto('image/jpeg', takenJpeg()) ?? new Uint8Array();

    expect(barePhoto('image/jpeg', bare)).toEqual(bare);
    expect(barePhoto('image/png', plainPng)).toEqual(new Uint8Array(plainPng));
  });

  it('keeps every scan of one that comes in several, with the tables between them', () => {
    const table = Buffer.from([0xff, 0xc4, 0, 4, 1, 2]);
    const scan = (...data: number[]): Buffer => Buffer.from([0xff, 0xda, 0, 3, 1, ...data]);
    const shown = [scan(9, 0xff, 0, 7, 0xff, 0xd3, 5), table, scan(8)];
    const note = Buffer.from([0xff, 0xfe, 0, 4, 65, 66]);
    const several = Buffer.concat([Buffer.from([0xff, 0xd8]), ...shown.flatMap((part) => [part, note])]);

    const bare = barePhoto('image/jpeg', Buffer.concat([several, Buffer.from([0xff, 0xd9])]));

    expect(Buffer.from(bare ?? [])).toEqual(
      Buffer.concat([Buffer.from([0xff, 0xd8]), ...shown, Buffer.from([0xff, 0xd9])]),
    );
  });

  it.each([
    ['image/jpeg', plainJpeg.subarray(0, 100)],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
    ['image/jpeg', Buffer.alloc(0)],
    ['image/png', plainPng.subarray(0, 60)],
    ['image/png', plainJpeg],
    ['image/gif', Buffer.from('GIF89a')],
    ['application/pdf', Buffer.from('%PDF-1.7')],
  ])('is none of a file that is broken or something else: %s %#', (mime, bytes) => {
    expect(barePhoto(mime, bytes)).toBeNull();
  });

  it('takes time in proportion to its length, whatever somebody makes up', () => {
    for (const start of [
      [0xff, 0xd8],
      [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49],
    ]) {
      const made = Buffer.alloc(2_000_000, 0xff);
      made.set(start);
      expect(barePhoto('image/jpeg', made)).toBeNull();
    }
  });
});
