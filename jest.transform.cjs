// @swc/jest keys its cache by the whole project config, so every project would transform Nest again (20 s instead of 5 s).
const { createHash } = require('node:crypto');
const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const transformer = require('@swc/jest').createTransformer(swcOptions);
const salt = JSON.stringify(swcOptions) + require('@swc/core/package.json').version;
module.exports = {
  ...transformer,
  getCacheKey: (source, file, options) =>
    createHash('md5')
      .update([salt, source, file, options.instrument ? '1' : '0'].join('\0'))
      .digest('hex'),
};
