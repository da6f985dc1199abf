/**
 * Why a suite must be skipped because its server cannot be had; undefined when it can. Prints the reason. With `CI=true` nothing
 * is skipped: it throws instead.
 *
 * @param install finds or fetches the server, and throws when there is none; see `installMongod`
 */
export function missing(install: () => unknown): string | undefined {
  try {
    install();
    return undefined;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Skipped. ${reason}\n`); // jest swallows the console of a skipped suite
    return reason;
  }
}
