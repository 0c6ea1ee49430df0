import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ClassArchive } from './class-archive.js';
import { requireDiskSpace } from './disk-space.js';
import { EmbeddedServer, type RunningServer } from './embedded-server.js';
import { findJava } from './java.js';
import { deleteKafkaData, format, isFormatted, kafkaDataComplaint, kafkaLogDir } from './kafka-data.js';
import { kafkaFolder, kafkaJarNames, kafkaJars } from './kafka-jars.js';
import { kafkaAnswers } from './kafka-probe.js';
import { jvmFlags, serverProperties } from './kafka-settings.js';
import type { Progress } from './progress.js';
import { takeRunLock } from './run-lock.js';
import { brokenData, explainFileError, type StackError } from './stack-error.js';
import { choosePort, freePort, portTaken } from './tcp-port.js';

const NAME = 'Apache Kafka';

/** What startKafka may be told; only the data folder is needed. */
export interface KafkaOptions {
  dataDir: string;
  /** A free one when not given. */
  port?: number;
  /** `<dataDir>/kafka.log` when not given. */
  logFile?: string;
  heapMb?: number;
  /** Deletes what the data folder holds first. */
  fresh?: boolean;
  /** The variable that messages name for choosing another port. */
  portSetting?: string;
  onProgress?: Progress;
  onUnexpectedEnd?(reason: StackError): void;
}

/** A broker on 127.0.0.1; `brokers` is what clients connect to. */
export interface RunningKafka extends RunningServer {
  readonly brokers: string;
}

/** Starts one KRaft node on the data folder and returns once it answers clients; throws a StackError that says what to do. */
export async function startKafka(options: KafkaOptions): Promise<RunningKafka> {
  const { dataDir: folder, onProgress = () => {}, portSetting = 'KAFKA_PORT' } = options;
  const java = await findJava();
  const port = await choosePort(options.port, NAME, portSetting);
  const libs = await kafkaJars(onProgress);
  const lock = await takeRunLock(join(folder, 'run.lock'), NAME, onProgress);
  try {
    if (options.fresh) await deleteKafkaData(folder);
    requireDiskSpace(folder, 200);
    const archive = new ClassArchive(libs, java.version, folder);
    const classPath = kafkaJarNames().map((name) => join(libs, name));
    const jvm = [
      ...jvmFlags({ heapMb: options.heapMb ?? 512, folder, log4jFile: join(kafkaFolder(), 'log4j2.properties') }),
      '-cp',
      classPath.join(delimiter),
    ];
    const controllerPort = await freePort();
    const settings = join(folder, 'server.properties');
    const properties = (logDir: string) => serverProperties({ port, controllerPort, logDir });
    await rm(join(folder, 'tmp'), { recursive: true, force: true });
    await mkdir(join(folder, 'tmp'));
    if (!isFormatted(folder)) await format(folder, java.command, jvm, properties);
    await writeFile(settings, properties(kafkaLogDir(folder)));
    const server = new EmbeddedServer(port, {
      name: NAME,
      folder,
      lock,
      command: () => ({
        command: java.command,
        args: [...archive.flags(), ...jvm, 'kafka.Kafka', settings],
        env: process.env,
        logFile: options.logFile ?? join(folder, 'kafka.log'),
      }),
      ready: () => kafkaAnswers(port),
      explain: (log) => {
        if (log.includes(`failed to bind to 127.0.0.1:${port}`)) return portTaken(port, NAME, portSetting);
        const complaint = kafkaDataComplaint(log, folder);
        return complaint === undefined ? undefined : brokenData(NAME, folder, complaint);
      },
      stopSignals: ['SIGTERM', 'SIGKILL'],
      afterStop: () => archive.keep(),
      onUnexpectedEnd: options.onUnexpectedEnd,
    });
    await server.start();
    return Object.assign(server, { brokers: `127.0.0.1:${port}` });
  } catch (error) {
    lock.release();
    throw explainFileError(error, folder);
  }
}
