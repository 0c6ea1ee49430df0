import { join } from 'node:path';
import pg from 'pg';
import { requireDiskSpace } from './disk-space.js';
import { EmbeddedServer, type RunningServer } from './embedded-server.js';
import { clusterFolder, deleteCluster, openCluster, SUPERUSER, serverEnvironment } from './postgres-cluster.js';
import { postgresPlace } from './postgres-place.js';
import type { Progress } from './progress.js';
import { takeRunLock } from './run-lock.js';
import { brokenData, explainFileError, fullDisk, type StackError } from './stack-error.js';
import { choosePort, portTaken } from './tcp-port.js';

const NAME = 'PostgreSQL';
const DATABASE = 'rapport';
const NO_SUCH_DATABASE = '3D000';

/** What startPostgres may be told; only the data folder is needed. */
export interface PostgresOptions {
  dataDir: string;
  /** A free one when not given. */
  port?: number;
  /** `<folder>/postgres.log` when not given. */
  logFile?: string;
  /** Server settings beyond those for a small machine, such as fsync. */
  settings?: Record<string, string>;
  /** Deletes what the data folder holds first. */
  fresh?: boolean;
  /** The variable that messages name for choosing another port. */
  portSetting?: string;
  onProgress?: Progress;
  onUnexpectedEnd?(reason: StackError): void;
}

/** A server on 127.0.0.1 with a database `rapport`; `url` is its superuser's. */
export interface RunningPostgres extends RunningServer {
  readonly url: string;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '300',
  log_checkpoints: 'off',
};

/** Starts PostgreSQL on the data folder and returns once its database answers; throws a StackError that says what to do. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { onProgress = () => {}, portSetting = 'POSTGRES_PORT' } = options;
  const port = await choosePort(options.port, NAME, portSetting);
  const place = await postgresPlace(options.dataDir);
  const { folder } = place;
  const lock = await takeRunLock(join(folder, 'run.lock'), NAME, onProgress);
  try {
    if (options.fresh) await deleteCluster(place);
    requireDiskSpace(folder, 200);
    const settings: Record<string, string> = { ...SETTINGS, ...options.settings, port: String(port) };
    const password = await openCluster(place, { durable: settings.fsync !== 'off' });
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;
    const server = new EmbeddedServer(port, {
      name: NAME,
      folder,
      lock,
      command: () => ({
        command: join(place.binaries.folder, 'bin', 'postgres'),
        args: [
          '-D',
          clusterFolder(place),
          ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
        ],
        env: serverEnvironment(),
        logFile: options.logFile ?? join(folder, 'postgres.log'),
        user: place.user,
      }),
      ready: () => databaseAnswers(url, folder),
      explain: (log) => {
        if (/could not bind .*Address already in use/.test(log)) return portTaken(port, NAME, portSetting);
        const complaint = clusterComplaint(log);
        return complaint === undefined ? undefined : brokenData(NAME, folder, complaint);
      },
      stopSignals: ['SIGINT', 'SIGQUIT', 'SIGKILL'],
      onUnexpectedEnd: options.onUnexpectedEnd,
    });
    await server.start();
    return Object.assign(server, { url });
  } catch (error) {
    lock.release();
    throw explainFileError(error, folder);
  }
}

/** The server's own words when it refuses its data, if the log has them. */
export function clusterComplaint(log: string): string | undefined {
  const damage =
    /(?:FATAL|PANIC|postgres): {1,2}(.*(?:checkpoint|control file|pg_control|not a valid data directory|incompatible|could not (?:open|read|access|stat|find)|invalid (?:page|magic|data)|pg_filenode\.map|checksum).*)/;
  return damage.exec(log)?.[1];
}

async function databaseAnswers(url: string, folder: string): Promise<boolean> {
  try {
    await query(url, 'SELECT 1');
    return true;
  } catch (error) {
    if (codeOf(error) !== NO_SUCH_DATABASE) return explainRefusal(error, folder);
  }
  try {
    // The first start, or a first one that was cut off before it got here.
    await query(url.replace(/[^/]+$/, 'postgres'), `CREATE DATABASE ${DATABASE}`);
    return false;
  } catch (error) {
    return explainRefusal(error, folder);
  }
}

/** False when asking again may help; throws a StackError when it cannot. */
function explainRefusal(error: unknown, folder: string): false {
  const code = codeOf(error);
  if (code === '53100') throw fullDisk(folder);
  if (code === '28P01') throw brokenData(NAME, folder, 'the password file is not that of the database');
  if (code === NO_SUCH_DATABASE || /^(XX|58)/.test(code)) throw brokenData(NAME, folder, (error as Error).message);
  return false;
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
