import 'reflect-metadata';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientKafka,
  ClientsModule,
  Ctx,
  EventPattern,
  type KafkaContext,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { mongo } from 'mongoose';
import { hopsOf, topicsOf, writesRows } from './trace';

/** The same hops as people write them with Nest's own Kafka transport: a handler a topic, a write, an emit. */
const service = process.argv[2]!;
const hops = hopsOf(service);
const topics = topicsOf(service);
const client = {
  clientId: `nest.${service}`,
  brokers: process.env['KAFKA_BROKERS']!.split(','),
  logLevel: 1,
  connectionTimeout: 10_000, // theirs is 1 s, which eight processes that start on two cores do not keep
  requestTimeout: 60_000,
};

async function run(): Promise<void> {
  const store = await new mongo.MongoClient(process.env['MONGO_URI']!).connect();
  const documents = store.db(`nest_${service}`).collection('documents', { writeConcern: { w: 'majority', j: true } });

  class Hops {
    constructor(@Inject('KAFKA') private readonly kafka: ClientKafka) {}
    async take(body: object, context: KafkaContext): Promise<void> {
      const message = context.getMessage();
      const key = message.key?.toString() ?? '';
      const kind = message.headers?.['kind']?.toString();
      for (const hop of hops) {
        if (hop.reads[0] !== context.getTopic() || hop.reads[1] !== kind) continue;
        if (hop.writes)
          await documents.updateOne(
            { _id: key as unknown as mongo.ObjectId },
            { $set: { state: body } },
            { upsert: true },
          );
        for (const [topic, emitted] of hop.emits)
          this.kafka.emit(topic, { key, value: body, headers: { kind: emitted } });
      }
      if (!writesRows(service)) return;
      const _id = `${context.getTopic()}-${context.getPartition()}-${message.offset}` as unknown as mongo.ObjectId;
      await documents.updateOne({ _id }, { $set: { row: body } }, { upsert: true });
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Hops.prototype, 'take')!;
  Payload()(Hops.prototype, 'take', 0);
  Ctx()(Hops.prototype, 'take', 1);
  EventPattern<string[]>(topics)(Hops.prototype, 'take', descriptor);
  Reflect.defineMetadata('design:paramtypes', [ClientKafka], Hops);
  Inject('KAFKA')(Hops, undefined as unknown as string, 0);
  Controller()(Hops);

  class App {}
  Module({
    imports: [
      ClientsModule.register([
        { name: 'KAFKA', transport: Transport.KAFKA, options: { client, producerOnlyMode: true } },
      ]),
    ],
    controllers: [Hops],
  })(App);
  const app = await NestFactory.createMicroservice(App, {
    logger: ['error'],
    transport: Transport.KAFKA,
    options: {
      client,
      consumer: { groupId: `nest.${service}`, maxWaitTimeInMs: 50 },
      subscribe: { fromBeginning: true },
      run: { partitionsConsumedConcurrently: 12 },
    },
  });
  await app.get<ClientKafka>('KAFKA').connect();
  await app.listen();
  process.send?.('ready');
}

void run();
