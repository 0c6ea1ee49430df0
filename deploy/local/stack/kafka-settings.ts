import { join } from 'node:path';

/** The broker's addresses on 127.0.0.1 and its data folder. */
export interface KafkaPlace {
  port: number;
  controllerPort: number;
  logDir: string;
}

/** The broker's server.properties: one KRaft node that is broker and controller, heard on 127.0.0.1 alone. */
export function serverProperties({ port, controllerPort, logDir }: KafkaPlace): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `listeners=CLIENT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=CLIENT://127.0.0.1:${port}`,
    'listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name=CLIENT',
    'controller.listener.names=CONTROLLER',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `log.dirs=${logDir}`,
    // Topics are declared by their owners; a typing mistake must not create one.
    'auto.create.topics.enable=false',
    'group.initial.rebalance.delay.ms=0',
    'offsets.topic.num.partitions=4',
    'offsets.topic.replication.factor=1',
    'transaction.state.log.num.partitions=2',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'share.coordinator.state.topic.num.partitions=2',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    // After SIGKILL the controller refuses the broker until its old session is over: 9 s by default.
    'broker.session.timeout.ms=3000',
    'broker.heartbeat.interval.ms=500',
    // 128 MiB by default, taken at start.
    'log.cleaner.dedupe.buffer.size=16777216',
    'num.network.threads=2',
    'num.io.threads=4',
    '',
  ].join('\n');
}

/** The JVM's flags: chosen for a short start and little memory (measured: neither costs throughput on two cores). */
export function jvmFlags(options: { heapMb: number; folder: string; log4jFile: string }): string[] {
  return [
    '-XX:+IgnoreUnrecognizedVMOptions',
    '-Xms64m',
    `-Xmx${options.heapMb}m`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:-UsePerfData',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.awt.headless=true',
    // The compression codecs unpack libraries here and leave them behind when killed.
    `-Djava.io.tmpdir=${join(options.folder, 'tmp')}`,
    `-Dlog4j2.configurationFile=${options.log4jFile}`,
  ];
}
