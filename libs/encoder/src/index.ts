export { loadEncoder } from './encoder';
export { installEncoder } from './encoder-file';
export { encoderSettings, findEncoder, type EncoderChoice } from './find-encoder';
