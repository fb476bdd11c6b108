import { existsSync } from 'node:fs';

const rooms = ['src', 'rules', 'test'].filter((room) => existsSync(new URL(room, import.meta.url)));

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: rooms.map((room) => `<rootDir>/${room}`),
  maxWorkers: 2,
  // Real processes and a real database on two busy cores: a slow machine is not a failure.
  testTimeout: 60_000,
  testMatch: ['**/*.spec.ts'],
  // The real Tryton is tried by `npm run test:erp`, which installs it.
  testPathIgnorePatterns: process.env.TALLYMAN_TRYTON ? [] : ['/test/erp/tryton/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  setupFiles: ['<rootDir>/test/seed.js'],
  globalSetup: './test/global-setup.js',
  globalTeardown: './test/global-teardown.js',
};
