export { missing } from './availability';
export { freePort } from './free-port';
export { startMongo, type MongoOptions, type MongoServer } from './mongo';
export { cacheFolder, installMongod } from './mongod-binary';
