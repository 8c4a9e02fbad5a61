import { defineConfig } from 'rolldown';

/**
 * One file instead of some six hundred: the start reads less, and parts of libraries that nobody calls take no memory.
 * Native and optional packages stay outside.
 */
export default defineConfig({
  input: {
    main: 'src/main.ts',
    'console/copy-assets': 'src/console/copy-assets.ts',
    'documents-worker': 'src/adapters/documents/reading-worker.ts',
    'wechat-gateway': 'src/adapters/channels/wechat/gateway/main.ts',
  },
  platform: 'node',
  external: [
    'libsql',
    'pg',
    'write-excel-file/node',
    'mammoth',
    'unpdf',
    'fflate',
    'saxen',
    'parse5',
    '@resvg/resvg-js',
    '@qdrant/js-client-rest',
    '@larksuiteoapi/node-sdk',
  ],
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'parts/[name]-[hash].js',
    cleanDir: true,
    // Names stay, so that a stack in a report can be read.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});
