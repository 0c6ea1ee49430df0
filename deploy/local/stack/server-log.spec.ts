import { existsSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaDataComplaint } from './kafka-data.js';
import { clusterComplaint } from './postgres.js';
import { beginLog, lastLines, readLog } from './server-log.js';

describe("a server's log", () => {
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'server.log');

  it('is read from the start in question on', () => {
    writeFileSync(file, 'earlier run\n');
    const from = beginLog(file);
    writeFileSync(file, 'this run\n', { flag: 'a' });
    expect(readLog(file, from)).toBe('this run\n');
  });

  it('is put aside once it is large', () => {
    truncateSync(file, 21 * 2 ** 20);
    expect(beginLog(file)).toBe(0);
    expect(existsSync(`${file}.old`)).toBe(true);
    expect(readLog(file, 0)).toBe('');
  });

  it('ends a message with its last lines, without stack frames', () => {
    const log = 'one\ntwo\njava.io.IOException: no\n\tat a.B.c(B.java:1)\n\t... 3 more\n\n';
    expect(lastLines(log, 2)).toBe('  two\n  java.io.IOException: no');
  });

  it.each([
    ['2026-01-01 FATAL:  "/d/cluster" is not a valid data directory', '"/d/cluster" is not a valid data directory'],
    ['x PANIC:  could not locate a valid checkpoint record', 'could not locate a valid checkpoint record'],
    ['postgres: could not find the database system', 'could not find the database system'],
    ['x FATAL:  the database system is starting up', undefined],
    ['x FATAL:  configuration file "postgresql.conf" contains errors', undefined],
  ])('of PostgreSQL says whether its data are damaged: %s', (log, complaint) => {
    expect(clusterComplaint(log)).toBe(complaint);
  });

  it.each([
    [
      'java.io.UncheckedIOException: Error while reading /d/log/x/quorum-state',
      'Error while reading /d/log/x/quorum-state',
    ],
    [
      'java.lang.RuntimeException: No readable meta.properties files found.',
      'No readable meta.properties files found.',
    ],
    ['INFO Loading producer state from snapshot file /d/log/x', undefined],
    ['java.lang.OutOfMemoryError: Java heap space', undefined],
  ])('of Kafka says whether its data are damaged: %s', (log, complaint) => {
    expect(kafkaDataComplaint(log, '/d')).toBe(complaint);
  });
});
