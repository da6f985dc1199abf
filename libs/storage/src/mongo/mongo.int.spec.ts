import { randomBytes } from 'node:crypto';
import { installMongod, missing, startMongo, type MongoServer } from '@attune/servers';
import { documentsContract, keysContract } from '../contract';
import { connect } from './connection';
import { mongoKeys, openMongoStore } from '.';

const suite = missing(installMongod) === undefined ? describe : describe.skip;

suite('MongoDB', () => {
  let server: MongoServer;
  beforeAll(async () => {
    server = await startMongo();
  }, 120_000);
  afterAll(() => server.stop());

  let databases = 0;
  const drop = async (dbName: string) => {
    const connection = await connect(server.uri, dbName);
    await connection.dropDatabase();
    await connection.close();
  };

  documentsContract('mongo', async () => {
    const service = `test${++databases}`;
    let store = await openMongoStore({ uri: server.uri, service });
    return {
      store,
      async reopen() {
        await store.close();
        return (store = await openMongoStore({ uri: server.uri, service }));
      },
      async close() {
        await store.close();
        await drop(`attune_${service}`);
      },
    };
  });

  keysContract('mongo', async () => {
    const options = { uri: server.uri, kek: randomBytes(32), database: `keys${++databases}` };
    let keys = await mongoKeys(options);
    return {
      keys,
      async reopen() {
        await keys.close();
        return (keys = await mongoKeys(options));
      },
      async close() {
        await keys.close();
        await drop(options.database);
      },
    };
  });
});
