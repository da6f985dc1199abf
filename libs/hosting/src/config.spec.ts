import { ConfigError, readConfig } from './config';
import { withQuietWindow } from './process-parts';
import type { Pack } from '@attune/domain';

const good = {
  ATTUNE_DOMAIN: 'domains/shop',
  ATTUNE_SECRET: 'a secret of at least thirty-two characters',
  ATTUNE_KEK: Buffer.alloc(32, 7).toString('base64'),
  KAFKA_BROKERS: 'one:9092, two:9092',
  MONGO_URI: 'mongodb://localhost:27017/?replicaSet=rs0',
};

it('reads what is needed, with defaults for the rest', () => {
  expect(
    readConfig({ ...good, PORT: '8080', ATTUNE_ORIGIN: 'https://care.example.com/', KAFKA_SSL: '' }),
  ).toMatchObject({
    port: 8080,
    origin: 'https://care.example.com',
    demo: false,
    requestsPerMinute: 600,
    kafka: { brokers: ['one:9092', 'two:9092'], ssl: false },
    mongo: { keysUri: good.MONGO_URI },
  });
});

it('names every variable that is missing or wrong, and how to mend it', () => {
  const reading = () =>
    readConfig({ ATTUNE_SECRET: 'short', ATTUNE_KEK: 'eA==', KAFKA_BROKERS: 'one', PORT: 'x', ATTUNE_DEMO: 'maybe' });
  expect(reading).toThrow(ConfigError);
  for (const words of [
    'ATTUNE_DOMAIN is missing; name the folder',
    'ATTUNE_SECRET must have at least 32 characters',
    'ATTUNE_KEK must be 32 bytes in base64; make one with',
    'KAFKA_BROKERS must be host:port',
    'MONGO_URI is missing',
    'PORT ',
    'ATTUNE_DEMO ',
  ])
    expect(reading).toThrow(words);
});

it('wants both name and password where there is a mechanism', () => {
  expect(() => readConfig({ ...good, KAFKA_SASL_MECHANISM: 'plain', KAFKA_USERNAME: 'attune' })).toThrow(
    'KAFKA_PASSWORD',
  );
});

it('keeps its own secrets from the tools of the pack', () => {
  const { environment } = readConfig({ ...good, SHOP_ORDERS_URL: 'http://orders' });
  expect(environment).toEqual({ ATTUNE_DOMAIN: 'domains/shop', SHOP_ORDERS_URL: 'http://orders' });
});

it('can take another quiet window', () => {
  const pack = { channels: { chat: { quietMs: 700, overdueMs: 7000 } } } as unknown as Pack; // as much of a pack as matters
  expect(withQuietWindow(pack, 0).channels.chat).toEqual({ quietMs: 0, overdueMs: 7000 });
  expect(withQuietWindow(pack, undefined)).toBe(pack);
});
