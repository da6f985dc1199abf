import { startCluster } from './cluster';

/** `npm run cluster`: runs until Ctrl-C, which ends all of it. */
async function main(): Promise<void> {
  const say = (line: string) => console.log(line);
  const domainDir = process.env['ATTUNE_DOMAIN'];
  const cluster = await startCluster({
    port: Number(process.env['PORT'] ?? 4200),
    ...(domainDir !== undefined && { domainDir }),
    say,
  });
  const link = `  Open  ${cluster.signInUrl}`;
  say(
    `\n${'─'.repeat(78)}\n  Attune runs as a cluster on this machine. You are signed in by this link:\n\n${link}\n\n  Logs: var/cluster/logs    Stop: Ctrl-C\n${'─'.repeat(78)}`,
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
