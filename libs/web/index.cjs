const { join } = require('node:path');

exports.pagesDir = join(__dirname, 'dist');
