// `npm run bench`: the product beside a bare relay and Nest's own Kafka transport, in one run. BENCH_SECONDS a load (default 20).
import { bringUpToDate } from '../set-up.mjs';

await bringUpToDate();
await import('./dist/bench/main.js');
