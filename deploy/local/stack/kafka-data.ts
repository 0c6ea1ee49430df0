import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brokenData, fullDisk, StackError } from './stack-error.js';

/** Where the broker keeps its records inside its data folder. */
export function kafkaLogDir(folder: string): string {
  return join(folder, 'log');
}

/** Whether the folder has been formatted; throws a StackError when it holds records without the file that says whose they are. */
export function isFormatted(folder: string): boolean {
  const logDir = kafkaLogDir(folder);
  if (!existsSync(logDir) || readdirSync(logDir).length === 0) return false;
  const identity = join(logDir, 'meta.properties');
  const text = existsSync(identity) ? readFileSync(identity, 'utf8') : '';
  if (!/^cluster\.id=\S+$/m.test(text) || !/^node\.id=1$/m.test(text)) {
    throw brokenData('Apache Kafka', folder, 'meta.properties is missing or damaged');
  }
  return true;
}

/** Gives the folder a new cluster id; it is formatted beside and renamed, so that a start cut off here leaves nothing half. */
export async function format(
  folder: string,
  java: string,
  jvm: string[],
  properties: (logDir: string) => string,
): Promise<void> {
  const draft = `${kafkaLogDir(folder)}.part`;
  const settings = join(folder, 'format.properties');
  await rm(draft, { recursive: true, force: true });
  await writeFile(settings, properties(draft));
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  try {
    await promisify(execFile)(java, [...jvm, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings]);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (/No space left on device/.test(stdout + stderr)) throw fullDisk(folder);
    throw new StackError(`Apache Kafka could not format ${folder}: ${(stderr || stdout).trim().slice(-500)}`, {
      cause: error,
    });
  }
  await rm(settings);
  await rename(draft, kafkaLogDir(folder));
}

/** Deletes the records and everything made from them. */
export async function deleteKafkaData(folder: string): Promise<void> {
  for (const name of ['log', 'log.part', 'format.properties', 'server.properties', 'tmp', 'classes.jsa']) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** The reason for ending that the broker's log gives, if it says that its data in the folder are damaged. */
export function kafkaDataComplaint(log: string, folder: string): string | undefined {
  const causes = log.split('\n').filter((line) => /(Exception|Error)\b.*: /.test(line));
  return causes
    .find(
      (line) =>
        line.includes(kafkaLogDir(folder)) ||
        /CorruptRecordException|Inconsistent\w+Exception|No readable meta\.properties/.test(line),
    )
    ?.replace(/^.*?(Exception|Error): /, '');
}
