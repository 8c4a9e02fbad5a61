import { defineConfig } from 'vitest/config';

/** unit: no outside server; services: PostgreSQL (and later Qdrant) over their wire; e2e: the built process and Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/services/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'services',
          include: ['test/services/**/*.test.ts'],
          globalSetup: ['test/support/fresh-build.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/fresh-build.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
    pool: 'forks',
  },
});
