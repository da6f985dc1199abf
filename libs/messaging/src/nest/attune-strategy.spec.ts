import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { turnClosed, turnReceived } from '@attune/contracts';
import { project, translate, type Handler } from '../handlers';
import type { Runtime } from '../runtime/types';
import { AttuneStrategy } from './attune-strategy';

const quiet = { decide: () => [], failed: () => [] };
const both = translate({ id: 'example.both', on: [turnReceived, turnClosed], ...quiet });
const first = translate({ id: 'example.first', on: [turnReceived], ...quiet });
const rows = project({ id: 'example.rows', on: [turnReceived], write: async () => {} });
let asked = 0;

@Controller()
class Consumer {
  constructor(@Inject('HANDLERS') private readonly handlers: Record<string, Handler>) {}
  @EventPattern<string>(turnReceived.type)
  both() {
    asked++;
    return this.handlers['both'];
  }
  @EventPattern<string>(turnClosed.type)
  bothAgain() {
    return this.handlers['both'];
  }
  @EventPattern<string>(turnReceived.type)
  first() {
    return this.handlers['first'];
  }
  @EventPattern<string>(turnReceived.type)
  rows() {
    return this.handlers['rows'];
  }
}

async function start(handlers: readonly Handler[], values: Record<string, unknown>) {
  const calls: string[] = [];
  const runtime = {
    service: 'intent',
    start: async () => void calls.push('start'),
    stop: async () => void calls.push('stop'),
  } as Partial<Runtime> as Runtime;
  @Module({ controllers: [Consumer], providers: [{ provide: 'HANDLERS', useValue: values }] })
  class Example {}
  const app = await NestFactory.createMicroservice(Example, {
    strategy: new AttuneStrategy(runtime, handlers),
    logger: false,
  });
  await app.listen();
  return { app, calls };
}

it('starts the runtime when methods and handlers say the same, and asks each method once', async () => {
  asked = 0;
  const { app, calls } = await start([both, first, rows], { both, first, rows });
  expect(calls).toEqual(['start']);
  await app.close();
  expect(calls).toEqual(['start', 'stop']);
  expect(asked).toBe(1);
});

it('names the subscription that no method claims, and the method that claims what is not listened to', async () => {
  const swapped = start([both, first, rows], { both: first, first, rows });
  await expect(swapped).rejects.toThrow(`example.both listens to ${turnClosed.type}, but no`);
  await expect(swapped).rejects.toThrow(
    `example.first is returned for ${turnClosed.type}, which it does not listen to`,
  );
  await expect(swapped).rejects.toThrow(`example.first is returned twice for ${turnReceived.type}`);
});

it('refuses what is no handler of the service', async () => {
  await expect(start([both, first], { both, first, rows })).rejects.toThrow("none of the service's handlers");
  await expect(start([both, first], { both, first })).rejects.toThrow('returns undefined');
});
