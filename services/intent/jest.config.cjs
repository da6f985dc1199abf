// cel-js and Nest are ESM, see jest.preset.cjs
const transformIgnorePatterns = ['/node_modules/(?!@nestjs/|jose/|@marcbachmann/)'];
module.exports = { ...require('../../jest.preset.cjs'), transformIgnorePatterns, displayName: 'intent' };
