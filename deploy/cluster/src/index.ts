export { startCluster, type Cluster, type ClusterOptions } from './cluster';
export { ServiceProcess } from './service-process';
