module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'domain',
  // The CEL library is ESM too.
  transformIgnorePatterns: ['/node_modules/(?!@nestjs/|jose/|@marcbachmann/)'],
};
