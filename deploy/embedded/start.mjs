// `npm start`: installs, builds and starts whatever is needed, and says what it does. Plain Node, no packages.
import module from 'node:module';
import { join } from 'node:path';
import { bringUpToDate, root } from '../set-up.mjs';

console.log('Attune\n');
await bringUpToDate();
// From Node 22 on, what was compiled by the last start is taken from there.
module.enableCompileCache?.(join(root, 'var', 'compile-cache'));
console.log('  starting   all services');
await import('./dist/main.js');
