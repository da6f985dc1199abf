export { main, program } from './main';
export { runningFiles, findRunning, type Running } from './settings/running';
export type { Figures } from './drive/figures';
