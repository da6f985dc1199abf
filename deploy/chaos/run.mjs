// `npm run chaos`: real processes, a real broker and a genuine mongod under kill -9, zombies, hanging connections and lost answers; judged.
import { bringUpToDate } from '../set-up.mjs';

await bringUpToDate();
await import('./dist/main.js');
