import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { operator } from '../domain/audit.ts';
import { fileInWords } from '../domain/file.ts';
import { seenEntry } from '../features/reception/seen.ts';
import type { Context } from './context.ts';

export function addFiles(cases: Command, { open, output }: Context): void {
  cases
    .command('files')
    .description('看一件诉求的照片和文件，或存到文件夹')
    .argument('<no>', '编号，如 2026-0001')
    .option('-o, --output <folder>', '存到哪个文件夹')
    .option('--json', '输出 JSON')
    .action(async (no: string, options: { output?: string; json?: true }) => {
      const app = await open();
      const files = await app.caseFiles.list(no);
      await app.store.audit.append(
        seenEntry({ who: operator, at: app.clock.now() }, { subject: `${no} files`, cases: 1 }),
      );
      const saved: string[] = [];
      if (options.output !== undefined) {
        await mkdir(resolve(options.output), { recursive: true });
        for (const [at, file] of files.entries()) {
          const path = join(resolve(options.output), `${no}-${at + 1}-${file.name}`);
          await app.saveFile(path, (await app.caseFiles.get(file.id)).bytes);
          saved.push(path);
        }
      }
      if (options.json)
        return output.json({
          files: files.map(({ id, name, mime, size, addedAt }) => ({
            id,
            name,
            mime,
            size,
            addedAt: new Date(addedAt).toISOString(),
          })),
          saved,
        });
      if (files.length === 0) return output.line(`${no} 没有照片和文件。`);
      for (const file of files) output.line(fileInWords(file));
      if (saved.length > 0) output.line(`已存到 ${options.output}，共 ${saved.length} 个。`);
    });
}
