export { missing } from './availability';
export { freeLowPort, freePort } from './free-port';
export { startMongo, type MongoOptions, type MongoServer } from './mongo';
export { cacheFolder, installMongod } from './mongod-binary';
export { startKafka, type KafkaOptions, type KafkaServer } from './kafka';
export { installKafka } from './kafka-files';
