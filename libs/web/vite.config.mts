import { join } from 'node:path';
import { defineConfig, runnerImport, type Plugin } from 'vite';

const page = (name: string) => join(import.meta.dirname, 'pages', `${name}.html`);

export default defineConfig({
  root: join(import.meta.dirname, 'pages'),
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [eventDescriptions()],
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the pages' policy allows nothing inline
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: page('index'), chat: page('chat'), desk: page('desk'), live: page('live') } },
  },
});

/**
 * `virtual:events`: what each event means, in one sentence, by type. Taken from the contracts when the pages are built, so that
 * they need neither the schemas nor a door for it.
 */
function eventDescriptions(): Plugin {
  const id = 'virtual:events';
  return {
    name: 'attune:event-descriptions',
    resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
    async load(wanted) {
      if (wanted !== `\0${id}`) return undefined;
      const { module } = await runnerImport<{
        catalogue: ReadonlyMap<string, { type: string; description: string }>;
      }>(join(import.meta.dirname, '..', 'contracts', 'src', 'catalogue.ts'), { configFile: false });
      const descriptions = [...module.catalogue.values()].map(({ type, description }) => [type, description]);
      return `export const descriptions = ${JSON.stringify(Object.fromEntries(descriptions))};`;
    },
  };
}
