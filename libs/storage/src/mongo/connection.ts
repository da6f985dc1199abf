import os from 'node:os';
import { createConnection, type Connection, type mongo } from 'mongoose';

/** Written by a majority of the replica set and in its journal, whatever the server's or the address's defaults are. */
export const durable = { w: 'majority', journal: true, wtimeoutMS: 10_000 } as const;

/**
 * Connects and checks that the server is there. Timeouts are short, so that an outage is an error within seconds, never a hang.
 *
 * @throws when no primary can be reached within 3 s
 */
export async function connect(uri: string, dbName: string): Promise<Connection> {
  const connection = createConnection(uri, {
    dbName,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    retryWrites: true,
    readPreference: 'primary',
    // Only what cannot be rolled back is read: outboxes go from here to the bus.
    readConcern: { level: 'majority' },
    writeConcern: durable,
    ignoreUndefined: true,
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    socketTimeoutMS: 20_000,
    maxPoolSize: 20,
    appName: dbName,
    // The driver would import it dynamically, which jest refuses, and the handshake fails without it.
    runtimeAdapters: { os },
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

/** The driver's own collection: mongoose stays out of the hot path. */
export function nativeCollection<T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> {
  if (connection.db === undefined) throw new Error('the connection is closed');
  return connection.db.collection<T>(name, { writeConcern: durable, readConcern: { level: 'majority' } });
}
