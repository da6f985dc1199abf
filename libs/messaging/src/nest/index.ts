export { AttuneStrategy } from './attune-strategy';
