import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The JVM's parsed form of Kafka's classes (AppCDS), which halves the time and the CPU of a start.
 * The first broker of a Java version writes it when it ends in order (about 2.5 s more, once); later ones map it.
 */
export class ClassArchive {
  readonly #kept: string;
  readonly #draft: string;

  /** `libs` holds the jars: an archive fits these very files only, and goes when they are fetched anew. */
  constructor(libs: string, javaVersion: string, dataFolder: string) {
    this.#kept = join(libs, `classes-java-${javaVersion.replace(/[^\w.]/g, '_')}.jsa`);
    this.#draft = join(dataFolder, 'classes.jsa');
  }

  /** The JVM flags that use the archive, or those that write it when there is none. */
  flags(): string[] {
    return existsSync(this.#kept)
      ? [`-XX:SharedArchiveFile=${this.#kept}`, '-Xshare:auto']
      : [`-XX:ArchiveClassesAtExit=${this.#draft}`];
  }

  /** Keeps what a broker that ended in order has written. It is a saving only: a failure to keep it is no failure. */
  async keep(): Promise<void> {
    if (!existsSync(this.#draft)) return;
    const copy = `${this.#kept}.${process.pid}`;
    try {
      await copyFile(this.#draft, copy);
      await rename(copy, this.#kept);
    } catch {
      await rm(copy, { force: true });
    }
    await rm(this.#draft, { force: true });
  }
}
