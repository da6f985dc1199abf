export { FolderInUse } from './data-folder';
export { allServices } from './services';
export { startEmbedded, type Embedded, type EmbeddedOptions } from './start-embedded';
