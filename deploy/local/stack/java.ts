import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { StackError } from './stack-error.js';

/** A Java runtime: the command that starts it and its version, such as 17.0.15. */
export interface Java {
  command: string;
  version: string;
}

const OLDEST = 17;
const WHAT_TO_DO = 'install one (Debian: apt-get install openjdk-17-jre-headless) or point JAVA_HOME at it';

/** Finds Java through JAVA_HOME or the PATH; throws a StackError when there is none or it is older than 17. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const command = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const printed = await new Promise<string>((resolve) => {
    execFile(command, ['-version'], { env }, (error, stdout, stderr) => resolve(error ? '' : stdout + stderr));
  });
  const version = javaVersion(printed);
  if (version === undefined) {
    throw new StackError(`Apache Kafka needs Java ${OLDEST} or later and \`${command}\` does not run: ${WHAT_TO_DO}.`);
  }
  if (Number.parseInt(version, 10) < OLDEST) {
    throw new StackError(`Apache Kafka needs Java ${OLDEST} or later, \`${command}\` is ${version}: ${WHAT_TO_DO}.`);
  }
  return { command, version };
}

/** The version in what `java -version` printed, or undefined; Java 8 and older call themselves 1.8 and so on. */
export function javaVersion(printed: string): string | undefined {
  return /version "([^"]+)"/.exec(printed)?.[1];
}
