// `npm start`: installs, builds and starts whatever is needed, and says what it does. Plain Node, no packages.
import { bringUpToDate } from '../set-up.mjs';

console.log('Attune\n');
await bringUpToDate();
console.log('  starting   all services');
await import('./dist/main.js');
