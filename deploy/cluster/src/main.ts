import { startCluster } from './cluster';

/** `npm run cluster`: runs until Ctrl-C, which ends all of it. Settings: PORT, ATTUNE_DATA, ATTUNE_DOMAIN. */
async function main(): Promise<void> {
  const say = (line: string) => console.log(line);
  const domainDir = process.env['ATTUNE_DOMAIN'];
  const dataDir = process.env['ATTUNE_DATA'] ?? 'var/cluster';
  const cluster = await startCluster({
    dataDir,
    port: Number(process.env['PORT'] ?? 4200),
    ...(domainDir !== undefined && { domainDir }),
    say,
  });
  const link = `  Open  ${cluster.signInUrl}`;
  say(
    `\n${'─'.repeat(78)}\n  Attune runs as a cluster on this machine. This link signs you in as Kim, with every role, for 12 hours:\n\n${link}\n\n  Logs: ${dataDir}/logs    Stop: Ctrl-C\n${'─'.repeat(78)}`,
  );
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('Stopping services, broker and store …');
    void cluster.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

main().catch((error: Error) => {
  console.error(`The cluster cannot start. ${error.message}`);
  process.exit(1);
});
