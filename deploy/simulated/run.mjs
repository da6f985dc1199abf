// `npm run simulate`: random conversations through all services in virtual time, under faults, judged.
import { bringUpToDate } from '../set-up.mjs';

await bringUpToDate();
await import('./dist/main.js');
