// `npm run cluster`: installs and builds what is needed, then runs a broker, a store and every service on this machine.
import { bringUpToDate } from '../set-up.mjs';

console.log('Attune, as a cluster on this machine\n');
await bringUpToDate();
await import('./dist/main.js');
