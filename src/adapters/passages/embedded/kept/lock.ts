import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, readFile, rm, stat, writeFile } from 'node:fs/promises';

/** Nobody writes as long as this. */
const longestMs = 10 * 60_000;

export type Lock = { release(): Promise<void> };

/**
 * Takes a file as a lock; null when another process holds it. One whose process has died is taken over. Should two
 * processes both come to hold it, files are written twice and some of them are missed by the next start, which makes them
 * anew; what is read is checked either way.
 */
export async function tryLock(path: string): Promise<Lock | null> {
  const lock = await create(path);
  if (lock || !(await isLeftOver(path))) return lock;
  await rm(path, { force: true });
  return create(path);
}

/** It appears with its number in it: killed between the two, a process would leave one that nobody may take over. */
async function create(path: string): Promise<Lock | null> {
  const own = `${path}-${randomUUID()}.partial`;
  try {
    await writeFile(own, String(process.pid), { flag: 'wx', mode: 0o600 });
    await publish(own, path);
    return { release: () => rm(path, { force: true }) };
  } catch (error) {
    if (isMissingOrThere(error)) return null;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/** In one step, but on file systems that know no links. */
async function publish(own: string, path: string): Promise<void> {
  await link(own, path).catch((error: NodeJS.ErrnoException) => {
    if (isMissingOrThere(error)) throw error;
    return copyFile(own, path, constants.COPYFILE_EXCL);
  });
}

async function isLeftOver(path: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const ageMs = Date.now() - mtimeMs;
    const pid = Number.parseInt(text, 10);
    // A process begins with the number of one before it where numbers are few, as in a container.
    if (pid === process.pid) return ageMs > process.uptime() * 1000;
    return ageMs > longestMs || (Number.isInteger(pid) && !isAlive(pid));
  } catch (error) {
    if (isMissingOrThere(error)) return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isMissingOrThere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'EEXIST';
}
