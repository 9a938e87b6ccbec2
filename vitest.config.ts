import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-database.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    /** Two busy cores may be late once; a test that fails twice is broken. */
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
  },
})
