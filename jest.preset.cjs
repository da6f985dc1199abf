// Whether somebody once downloaded the sentence encoder should not change what tests see; its own specs load it themselves.
process.env.ATTUNE_ENCODER ??= 'off';

module.exports = {
  testEnvironment: 'node',
  id: 'attune', // the same id: one shared transform cache
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: { '^.+\\.[cm]?[tj]s$': require.resolve('./jest.transform.cjs') },
  transformIgnorePatterns: ['/node_modules/(?!@nestjs/|jose/|@marcbachmann/)'], // ESM only (Nest 12, CEL); jest can require that only on Node 24.9
  testEnvironmentOptions: { customExportConditions: ['@attune/source', 'node', 'require', 'default'] },
  setupFiles: [require.resolve('reflect-metadata')],
};
