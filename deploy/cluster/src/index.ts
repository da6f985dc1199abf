export { startCluster, type Cluster, type ClusterOptions } from './cluster';
export type { ServiceProcess } from './service-process';
