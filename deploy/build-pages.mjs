// Builds the pages when their sources are newer than what was built: for tests that open them.
import { buildPages } from './set-up.mjs';

await buildPages();
