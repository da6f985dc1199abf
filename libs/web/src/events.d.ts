/** Made by vite.config.mts from the contracts. */
declare module 'virtual:events' {
  /** What an event means, in one sentence, by its type. */
  export const descriptions: Readonly<Record<string, string>>;
}
