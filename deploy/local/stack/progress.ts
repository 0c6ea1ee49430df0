/** Told what happens; a `passing` text may be overwritten by the next one. */
export type Progress = (text: string, kind?: 'passing') => void;

const PASSING_EVERY_MS = 5_000;

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Prints progress: passing texts overwrite each other on a terminal and appear about every 5 s elsewhere. */
export function printProgress(output: Output = process.stdout, now: () => number = Date.now): Progress {
  let open = false;
  let lastPassing = Number.NEGATIVE_INFINITY;
  return (text, kind) => {
    if (output.isTTY) {
      output.write(`${open ? '\r\x1b[K' : ''}${text}${kind === 'passing' ? '' : '\n'}`);
      open = kind === 'passing';
      return;
    }
    if (kind === 'passing') {
      if (now() - lastPassing < PASSING_EVERY_MS) return;
      lastPassing = now();
    }
    output.write(`${text}\n`);
  };
}
