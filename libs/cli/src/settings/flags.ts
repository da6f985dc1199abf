import type { Command } from 'commander';

/** The flags that say where the product is. */
export const withConnection = (command: Command): Command =>
  command
    .option('--url <address>', 'where the product answers (ATTUNE_URL)')
    .option('--token <token>', 'of an agent (ATTUNE_TOKEN)')
    .option('--brokers <list>', 'Kafka, host:port,… (KAFKA_BROKERS)')
    .option('--mongo <address>', 'MongoDB, for the vault of keys (MONGO_URI)')
    .addHelpText('after', '\nWithout these and without the environment: the product that runs in this folder.');
