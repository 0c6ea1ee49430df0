import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';

const POSTGRES = 'postgres:17';
const KAFKA = 'apache/kafka:4.3.0';
const KAFKA_PORT = 9092;
const KAFKA_STARTS_WITHIN_MS = 60_000;

/** A server in a container: where it is reached, and how to be rid of it. */
export interface ContainerServer {
  readonly address: string;
  remove(): Promise<void>;
}

/** Whether a Docker engine can be talked to. */
export async function engineAnswers(): Promise<boolean> {
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

/** PostgreSQL of the official image; the address is that of a role that may do everything. */
export async function startPostgresContainer(): Promise<ContainerServer> {
  const container = await new PostgreSqlContainer(POSTGRES)
    .withCommand(['postgres', '-c', 'max_connections=300', '-c', 'fsync=off'])
    .start();
  return { address: container.getConnectionUri(), remove: () => remove(container) };
}

/**
 * Apache Kafka of the official image, one node; the address is `host:port`. A broker tells its clients where they find
 * it, and the published port is known only once the container runs: so the container waits to be told, then becomes the
 * broker.
 */
export async function startKafkaContainer(): Promise<ContainerServer> {
  const toldAddress = '/tmp/address';
  const started = Promise.withResolvers<void>();
  const container = await new GenericContainer(KAFKA)
    .withExposedPorts(KAFKA_PORT)
    .withEnvironment(KAFKA_SETTINGS)
    .withEntrypoint(['sh', '-c'])
    .withCommand([
      [
        'echo waiting for the address',
        `until [ -s ${toldAddress} ]; do sleep 0.1; done`,
        `export KAFKA_ADVERTISED_LISTENERS=CLIENT://$(cat ${toldAddress})`,
        'exec /etc/kafka/docker/run',
      ].join('\n'),
    ])
    .withWaitStrategy(Wait.forLogMessage('waiting for the address'))
    .withLogConsumer((log) =>
      log.on('data', (line) => {
        if (String(line).includes('Kafka Server started')) started.resolve();
      }),
    )
    .start();
  const address = `${container.getHost()}:${container.getMappedPort(KAFKA_PORT)}`;
  const timer = setTimeout(
    () => started.reject(new Error(`${KAFKA} did not start within ${KAFKA_STARTS_WITHIN_MS} ms`)),
    KAFKA_STARTS_WITHIN_MS,
  );
  try {
    await container.copyContentToContainer([{ target: toldAddress, content: address }]);
    await started.promise;
  } catch (error) {
    await remove(container);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { address, remove: () => remove(container) };
}

/** One variable of the image replaces all of its defaults: so here is everything that one node needs. */
const KAFKA_SETTINGS = {
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_LISTENERS: `CLIENT://:${KAFKA_PORT},CONTROLLER://:9093`,
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'CLIENT',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_HEAP_OPTS: '-Xms64m -Xmx512m',
  KAFKA_JVM_PERFORMANCE_OPTS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
};

/** Removes a container with its volumes, without waiting for it to end politely. */
async function remove(container: StartedTestContainer): Promise<void> {
  await container.stop({ timeout: 0, remove: true, removeVolumes: true });
}
