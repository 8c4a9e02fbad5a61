import { defineConfig } from 'vitest/config';

/** What is waited for comes, or the test is over: a second of a busy machine says nothing. */
const expect = { poll: { timeout: 15_000 } };

/** unit: no outside server; services: PostgreSQL (and later Qdrant) over their wire; e2e: the built process and Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/services/**'],
          globalSetup: ['test/support/migrated-store.ts', 'test/support/store-children.ts'],
          testTimeout: 30_000,
          expect,
          hookTimeout: 60_000,
          // Two cores are common, and the half of them is what a runner takes by itself. Servers and browsers have theirs alone.
          maxWorkers: 2,
          // No module keeps anything (see test/architecture.test.ts), so files may share what they import: half the time.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'services',
          include: ['test/services/**/*.test.ts'],
          globalSetup: ['test/support/fresh-build.ts', 'test/support/store-children.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/fresh-build.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
          // They wait more than they work.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    pool: 'forks',
  },
});
