import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaCache, kafkaFolder, kafkaJarNames, kafkaJars, kafkaVersion } from './kafka-jars.js';

const path = process.env.PATH;
const silent = () => {};

/** Puts a program named mvn first on the PATH that runs the given shell lines with the target folder in $target. */
function mavenThat(lines: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mvn-'));
  const target = 'for a in "$@"; do case $a in -DoutputDirectory=*) target=${a#*=};; esac; done';
  writeFileSync(join(folder, 'mvn'), `#!/bin/sh\necho run >> ${folder}/runs\n${target}\n${lines}\n`, { mode: 0o755 });
  process.env.PATH = `${folder}:${path}`;
  return join(folder, 'runs');
}

const bringAll = `for j in $(cat ${join(kafkaFolder(), 'jars.txt')}); do echo "[INFO] Copying $j to $target/$j"; : > $target/$j; done`;
const emptyCache = () => join(mkdtempSync(join(tmpdir(), 'cache-')), 'kafka');

describe("Kafka's jars", () => {
  afterEach(() => {
    process.env.PATH = path;
  });

  it('are fetched once, with progress', async () => {
    const runs = mavenThat(bringAll);
    const cache = emptyCache();
    const said: string[] = [];
    const libs = await kafkaJars((text) => said.push(text), cache);
    expect(readdirSync(libs).sort()).toEqual(kafkaJarNames().sort());
    const all = kafkaJarNames().length;
    expect(said).toContain(`Fetching Apache Kafka ${kafkaVersion()}: 7 of ${all} jars`);
    expect(said.at(-1)).toBe(`Fetched Apache Kafka ${kafkaVersion()}`);
    await kafkaJars(silent, cache);
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
  });

  it('are fetched by one of several starts while the others wait', async () => {
    const runs = mavenThat(`sleep 0.2\n${bringAll}`);
    const cache = emptyCache();
    const folders = await Promise.all([kafkaJars(silent, cache), kafkaJars(silent, cache), kafkaJars(silent, cache)]);
    expect(new Set(folders).size).toBe(1);
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
  });

  it('are fetched anew after a fetch that was cut off', async () => {
    mavenThat(bringAll);
    const cache = emptyCache();
    mkdirSync(join(cache, 'libs.part'), { recursive: true });
    writeFileSync(join(cache, 'libs.part', 'half.jar'), 'half');
    writeFileSync(join(cache, 'fetch.lock'), JSON.stringify({ token: 'x', owner: { pid: 1, since: 'gone' } }));
    const libs = await kafkaJars(silent, cache);
    expect(existsSync(join(libs, 'half.jar'))).toBe(false);
    expect(existsSync(join(cache, 'libs.part'))).toBe(false);
  });

  it('that Maven cannot fetch are told with its reason', async () => {
    mavenThat('echo "[ERROR] Unknown host repo.example"; exit 1');
    const cache = emptyCache();
    await expect(kafkaJars(silent, cache)).rejects.toThrow(
      /^Maven could not fetch Apache Kafka \(Unknown host repo\.example\): check the network/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  it('that fill the disk are told as that', async () => {
    mavenThat('echo "[ERROR] Error copying artifact: No space left on device"; exit 1');
    await expect(kafkaJars(silent, emptyCache())).rejects.toThrow(/^The disk that holds .* is full/);
  });

  it.each([
    ['missing', 'rm $target/kafka-raft-*.jar', /does not agree with pom\.xml about kafka-raft-/],
    ['not listed', ': > $target/new-1.jar', /does not agree with pom\.xml about new-1\.jar:/],
  ])('of which one is %s are refused by name', async (_, line, message) => {
    mavenThat(`${bringAll}\n${line}`);
    await expect(kafkaJars(silent, emptyCache())).rejects.toThrow(message);
  });

  it('need Maven, which is told when it is missing', async () => {
    process.env.PATH = '';
    await expect(kafkaJars(silent, emptyCache())).rejects.toThrow('`mvn` does not run: install it');
  });

  it('are listed for the version that the pom names', () => {
    expect(kafkaJarNames()).toContain(`kafka_2.13-${kafkaVersion()}.jar`);
    expect(kafkaCache({ XDG_CACHE_HOME: '/cache' })).toBe(`/cache/rapport/kafka-${kafkaVersion()}`);
  });
});
