// `npm run outages`: stops each service of a cluster in turn and looks whether every customer hears something within 12 s.
// OUTAGE_SECONDS a service (default 60), OUTAGE_RATE turns a second (default 2), OUTAGE_ONLY=intent,desk.
import { bringUpToDate } from '../set-up.mjs';

await bringUpToDate();
await import('./dist/bench/outages.js');
