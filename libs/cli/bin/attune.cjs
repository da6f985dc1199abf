#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const compiled = join(__dirname, '../dist/main.js');
if (!existsSync(compiled)) {
  console.error('The attune command is not built yet. Build it with: npm run build');
  process.exit(1);
}
require(compiled).main(process.argv);
