module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'telemetry',
  // The OTLP exporter loads node:http by import(), which jest takes only from code that it has transformed.
  transformIgnorePatterns: ['/node_modules/(?!@nestjs/|jose/|@opentelemetry/)'],
};
