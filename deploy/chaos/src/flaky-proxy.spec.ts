import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { FlakyProxy } from './flaky-proxy';

const all = { share: 1, chance: () => 0 };
let server: Server;
let proxy: FlakyProxy;
let heard: string[];

beforeEach(async () => {
  heard = [];
  server = createServer((socket) =>
    socket.on('data', (bytes) => {
      heard.push(String(bytes));
      socket.write(`answer to ${bytes}`);
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await FlakyProxy.start(() => (server.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.close();
  server.close();
});

async function client(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
async function ask(socket: Socket, question: string): Promise<string> {
  const answered = once(socket, 'data');
  socket.write(question);
  return String((await answered)[0]);
}

it('passes on what is said, both ways', async () => {
  expect(await ask(await client(), 'one')).toBe('answer to one');
});

it('lets connections hang, not those that come then, and lets them go on when it is healed', async () => {
  const hanging = await client();
  await ask(hanging, 'one');
  proxy.hang(all);
  const answered = ask(hanging, 'two');
  expect(await ask(await client(), 'three')).toBe('answer to three');
  expect(heard).toEqual(['one', 'three']);
  proxy.heal();
  expect(await answered).toBe('answer to two');
});

it('drops answers: what was asked has happened, and the connection ends', async () => {
  const deaf = await client();
  await ask(deaf, 'one');
  proxy.dropAnswers(all);
  const ended = once(deaf, 'close');
  deaf.write('two');
  await ended;
  expect(heard).toEqual(['one', 'two']);
  proxy.heal();
  expect(await ask(await client(), 'three')).toBe('answer to three');
});

it('ends a connection whose server is gone', async () => {
  const port = proxy.port;
  await proxy.close();
  proxy = await FlakyProxy.start(() => 1, port);
  const socket = await client();
  await once(socket, 'close');
  expect(proxy.open).toBe(0);
});
