import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { brokerProperties } from './kafka-properties';
import { cacheFolder } from './mongod-binary';

const version = '4.4.0';

/** C1 and the serial collector: a broker on a laptop starts twice as fast with them and needs half the memory. */
const javaOptions = [
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Xms32m',
  '-XX:+ExitOnOutOfMemoryError',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

export interface KafkaFiles {
  java: string;
  /** Options of the JVM, class path included. */
  options: string[];
  /** A formatted, empty data folder to copy. */
  template: string;
  /** Where the archive of loaded classes belongs (it halves the start); it may not exist yet. */
  archive: string;
}

/**
 * Jars and a formatted data folder in the cache, else fetched there (45 MB, once, with java and mvn; several processes may do so
 * at the same time). `KAFKA_LIBS` names a folder of jars (`libs/` of a release) to take instead. Blocks. Does nothing where
 * `KAFKA_BROKERS` names a running broker.
 *
 * @throws Error that says what is missing and how to get it.
 */
export function installKafka(): KafkaFiles {
  const folder = join(cacheFolder(), `kafka-${version}`);
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  if (!process.env.KAFKA_BROKERS) {
    requireJava(java);
    if (!existsSync(folder)) install(folder, java);
  }
  return {
    java,
    options: [...javaOptions, '-cp', existsSync(folder) ? classPath(folder) : ''],
    template: join(folder, 'template', 'data'),
    archive: join(folder, 'classes.jsa'),
  };
}

const advice =
  'Install Java 17 or newer and Maven (Debian, Ubuntu: apt-get install -y openjdk-17-jdk-headless maven), or set KAFKA_BROKERS to host:port of a running broker';

function requireJava(java: string): void {
  try {
    execFileSync(java, ['-version'], { stdio: 'ignore' });
  } catch (error) {
    throw new Error(`No Kafka broker: ${java} does not run. ${advice}.`, { cause: error });
  }
}

function install(folder: string, java: string): void {
  console.log(`Downloading Apache Kafka ${version} to ${folder} (45 MB, once)`);
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'kafka-')); // the same file system, so that the rename is atomic
  try {
    fetchJars(work);
    const properties = join(work, 'template.properties');
    writeFileSync(
      properties,
      brokerProperties({ dataDir: join(work, 'template', 'data'), port: 20_001, controllerPort: 20_002 }),
    );
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'YXR0dW5lLWNsdXN0ZXItMQ', '-c', properties];
    execFileSync(java, [...javaOptions, '-cp', classPath(work), ...format], { stdio: ['ignore', 'ignore', 'pipe'] });
    renameSync(work, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another process was faster
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function fetchJars(work: string): void {
  const pom = join(work, 'pom.xml');
  writeFileSync(pom, pomXml);
  if (process.env.KAFKA_LIBS) return; // taken from there, see classPath
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const args = ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${join(work, 'lib')}`, '-DincludeScope=runtime'];
  try {
    execFileSync('mvn', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stdout } = error as { code?: string; stdout?: string };
    const why =
      code === 'ENOENT' ? 'mvn is not installed' : `its jars could not be fetched: ${(stdout ?? '').slice(0, 800)}`;
    throw new Error(`No Kafka broker: ${why}. ${advice}.`, { cause: error });
  }
}

/** Each jar by name and sorted: the class archive is valid for exactly this path. */
function classPath(folder: string): string {
  const lib = process.env.KAFKA_LIBS ?? join(folder, 'lib');
  const jars = readdirSync(lib).filter((name) => name.endsWith('.jar'));
  return jars
    .sort()
    .map((name) => join(lib, name))
    .join(delimiter);
}

/** slf4j-simple: without a logger the broker fails without a word. */
const pomXml = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>attune</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
