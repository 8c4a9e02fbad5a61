import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/adapters/documents/archive.ts';
import { createFileSetExporter } from '../../../src/adapters/exports/file-sets.ts';
import type { FileSet } from '../../../src/ports/exporter.ts';
import { timesInZip } from '../../support/zip-times.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const at = Date.parse('2026-11-23T09:30:00+08:00');
const photo = new Uint8Array(600_000).map((_, place) => (place * 7_919) % 251);
const sets = createFileSetExporter({ timeZone: 'Asia/Shanghai' });

describe.each([
  { kind: 'a folder', ending: '', read: readFolder },
  { kind: 'a zip', ending: '.zip', read: readZip },
])('a set of files as $kind', ({ ending, read }) => {
  it('holds every file under its name, and hashes that are right', async () => {
    const place = join(tempFolder(), `材料${ending}`);

    const packed = await sets.write(place, fill);

    const files = await read(place);
    expect([...files.keys()].toSorted()).toEqual(['SHA256SUMS.txt', '台账.csv', '文件/2026-0001/现场 (2).jpg']);
    expect(strFromU8(files.get('台账.csv') ?? new Uint8Array())).toBe('编号,内容\r\n'.repeat(900));
    expect(Buffer.from(photo).equals(files.get('文件/2026-0001/现场 (2).jpg') ?? Buffer.of())).toBe(true);
    const lines = strFromU8(files.get('SHA256SUMS.txt') ?? new Uint8Array())
      .trim()
      .split('\n');
    expect(lines).toEqual(packed.map(({ name, sha256 }) => `${sha256}  ${name}`));
    for (const { name, sha256, bytes } of packed) {
      const file = files.get(name) ?? new Uint8Array();
      expect([createHash('sha256').update(file).digest('hex'), file.length]).toEqual([sha256, bytes]);
    }
  });

  it('takes no name that leads out of it, and writes nothing over', async () => {
    for (const name of ['../a.jpg', '/a.jpg', 'b/../../a.jpg', 'b\\a.jpg', 'b//a.jpg', '']) {
      const folder = tempFolder();
      const written = sets.write(join(folder, `s${ending}`), (set) => set.add({ name, at }, photo));
      await expect(written).rejects.toMatchObject({ cause: new Error('a file of a set has no place within it') });
      expect(await readdir(folder)).toEqual([]);
    }
    const twice = async (set: FileSet): Promise<void> => {
      await set.add({ name: 'b/A.jpg', at }, photo);
      await set.add({ name: 'B/a.JPG', at }, photo);
    };
    await expect(sets.write(join(tempFolder(), `s${ending}`), twice)).rejects.toMatchObject({
      cause: new Error('a file of a set would be written over'),
    });
  });

  it('is not there at all when it fails on the way, and leaves nothing beside', async () => {
    const folder = tempFolder();

    const failing = sets.write(join(folder, `s${ending}`), async (set) => {
      await fill(set);
      throw new Error('the store is gone');
    });

    await expect(failing).rejects.toMatchObject({ code: 'input/invalid' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says in a sentence that it cannot stand there', async () => {
    await expect(sets.write(join(tempFolder(), 'none', `s${ending}`), fill)).rejects.toMatchObject({
      code: 'input/invalid',
    });
  });
});

describe('a folder', () => {
  it('takes the place of nothing', async () => {
    const place = join(tempFolder(), 'there');
    await mkdir(place);

    await expect(sets.write(place, fill)).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

describe('a zip', () => {
  it('takes the place of an older one only when it is whole', async () => {
    const place = join(tempFolder(), 's.zip');
    await writeFile(place, 'old');

    await expect(sets.write(place, () => Promise.reject(new Error('no')))).rejects.toMatchObject({
      code: 'input/invalid',
    });
    expect(await readFile(place, 'utf8')).toBe('old');
    await sets.write(place, fill);
    expect((await readZip(place)).size).toBe(3);
  });

  it('is whole for another reader, and shows the times of the association', async () => {
    const place = join(tempFolder(), 's.zip');
    await sets.write(place, fill);

    const bytes = await readFile(place);
    expect([...(await readArchive(bytes, { name: '材料.zip', isWanted: () => true })).keys()]).toHaveLength(3);
    expect(timesInZip(bytes)).toEqual(['2026-11-23 09:30', '2026-11-23 09:30', '2026-11-23 09:30']);
    // Chinese names are UTF-8, and of a system whose names are.
    const photo = bytes.lastIndexOf('PK\u0001\u0002', bytes.lastIndexOf('文件/'));
    expect([bytes[photo + 5], bytes.readUInt16LE(photo + 8) & 0x800]).toEqual([3, 0x800]);
    expect(bytes.readUInt32LE(photo + 38) >>> 16).toBe(0o100_644);
  });

  it('is refused when it grows larger, or holds more, than the format can tell', async () => {
    const write = (most: { bytes: number; files: number }) =>
      createFileSetExporter({ timeZone: 'Asia/Shanghai', most }).write(join(tempFolder(), 's.zip'), fill);

    await expect(write({ bytes: 500_000, files: 3 })).rejects.toMatchObject({ code: 'input/too-long' });
    await expect(write({ bytes: 700_000, files: 2 })).rejects.toMatchObject({ code: 'input/too-long' });
    expect(await write({ bytes: 700_000, files: 3 })).toHaveLength(2);
  });
});

async function fill(set: FileSet): Promise<void> {
  await set.addWritten({ name: '台账.csv', at }, async (path) => {
    const file = await open(path, 'w');
    await file.writeFile('编号,内容\r\n'.repeat(900));
    await file.close();
  });
  await set.add({ name: '文件/2026-0001/现场 (2).jpg', at }, photo);
}

async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  const read = await Promise.all(paths.map(async (path) => new Uint8Array(await readFile(path))));
  return new Map(read.map((bytes, place) => [(paths[place] ?? '').slice(folder.length + 1), bytes]));
}

async function readZip(place: string): Promise<Map<string, Uint8Array>> {
  return new Map(Object.entries(unzipSync(new Uint8Array(await readFile(place)))));
}
