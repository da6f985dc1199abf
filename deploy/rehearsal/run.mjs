// `npm run rehearse -- domains/shop`: random conversations of a pack, judged.
import { bringUpToDate } from '../set-up.mjs';

await bringUpToDate();
await import('./dist/main.js');
