import { Buffer } from 'node:buffer';
import { open, readFile, rename } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { normalise } from '../../../../base/text.ts';
import { visitTerms } from '../../../../base/terms.ts';
import { cutIntoPieces } from '../pieces.ts';
import { DamagedFile } from './sections.ts';

const ref = { file: z.string().regex(/^[\w-]+\.(segment|vectors)$/), bytes: z.number(), checksum: z.number() };
const schema = z.object({
  version: z.literal(1),
  /** How texts become terms. */
  manner: z.number(),
  /** `dead`: numbers of the documents that were replaced or removed since. */
  segments: z.array(z.object({ ...ref, dead: z.array(z.number()) })),
  /** `fingerprint`: of what made them; null when none were ever made. */
  vectors: z.object({ fingerprint: z.string(), files: z.array(z.object(ref)) }).nullable(),
});

/** Says which files are the index. It is replaced whole, so a reader sees the state before or after. */
export type Manifest = z.infer<typeof schema>;

export const manifestName = 'index.json';

/** Null when there is none. Throws `DamagedFile` for one that cannot be used. */
export async function readManifest(path: string): Promise<Manifest | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const [checksum = '', body = ''] = text.split('\n');
  if (checksum !== checksumOf(body)) throw new DamagedFile(`${manifestName} is not what was written`);
  const manifest = schema.safeParse(JSON.parse(body));
  if (!manifest.success) throw new DamagedFile(`${manifestName} is of another version`);
  return manifest.data;
}

export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const body = JSON.stringify(manifest);
  const partial = `${path}.partial`;
  const file = await open(partial, 'w', 0o600);
  try {
    await file.writeFile(`${checksumOf(body)}\n${body}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
}

function checksumOf(body: string): string {
  return crc32(Buffer.from(body)).toString(16);
}

/** Has a bit of everything that normalising, terms and pieces treat in a way of their own. */
const sample =
  '第３條　會員單位每年繳納會費三千五百元（含ＶＩＰ），于2026年三月底前缴清；逾期两年的，3,500元不退。𠮷商会 Wi-Fi 6 万家, ab１２' +
  '党工委、民非、“两新”组织：二百三十七家单位参加！'.repeat(20);

/** A number that changes when texts are turned into terms in another way, so that older files are not trusted. */
export function mannerOfTerms(): number {
  let manner = 0;
  for (const { start, end } of cutIntoPieces(sample)) {
    visitTerms(normalise(sample.slice(start, end)), (key, weight) => {
      manner = crc32(`${key} ${weight} ${start}`, manner);
    });
  }
  return manner;
}
