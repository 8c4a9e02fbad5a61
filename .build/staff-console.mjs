/** How the staff console is built: for the server's folder, compressed once so that the server need not. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Also where tests build it: the tools of development stay outside.
process.env.NODE_ENV = 'production';

const outDir = fileURLToPath(new URL('../dist/console/staff', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('../src/console/staff', import.meta.url)),
  base: '/console/',
  logLevel: 'warn',
  clearScreen: false,
  plugins: [react(), compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { onLog: refuseNode },
  },
});

/** What only a server has must not reach the browser unnoticed. */
function refuseNode(level, log, handle) {
  if (log.message?.includes('has been externalized for browser compatibility')) throw new Error(log.message);
  handle(level, log);
}

/** Beside each file of some size its brotli and gzip form; a browser without TLS asks for gzip only. */
function compressed() {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const folder = join(outDir, 'assets');
      for (const name of readdirSync(folder).filter((one) => /\.(?:js|css|svg)$/u.test(one))) {
        const path = join(folder, name);
        const bytes = readFileSync(path);
        if (bytes.length < 1_024) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
