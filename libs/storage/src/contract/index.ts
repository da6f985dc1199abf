export { documentsContract } from './documents-contract';
export { keysContract, type OpenKeys } from './keys-contract';
export { aDocument, anEntry, nextOf, type OpenStore } from './story';
