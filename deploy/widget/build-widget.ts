import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { minify, transform } from '@swc/core';

/** The script's sources: its first file, from which the others are found. */
const ENTRY = 'services/response-intake/src/widget/script/widget.client.ts';
/** Where response-intake serves it from. */
const BUILT = 'dist/services/response-intake/src/widget/v1.js';

const IMPORT = /^import (?:type )?[^;]*? from '(\.[^']+)\.js';\n/gm;

/** The files of a script, each after those it imports; those that are types alone come to nothing. */
function inOrder(root: string, file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = readFileSync(join(root, file), 'utf8');
  const imported = [...source.matchAll(IMPORT)].flatMap(([statement, path]) =>
    statement.startsWith('import type') ? [] : inOrder(root, join(dirname(file), `${path}.ts`), seen),
  );
  return [...imported, file];
}

/**
 * The widget as one classic script: its modules after each other in one function, so that the page sees nothing of them, and as
 * short as they get. A name that two of them have is an error here, as it would be in one module.
 */
export async function buildWidget(root: string): Promise<string> {
  const modules = inOrder(root, ENTRY).map((file) =>
    readFileSync(join(root, file), 'utf8')
      .replaceAll(IMPORT, '')
      .replaceAll(/^export (?=(?:async )?(?:class|const|function|interface|type)\b)/gm, ''),
  );
  const { code: plain } = await transform(modules.join('\n'), {
    configFile: false,
    swcrc: false,
    isModule: true,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  const { code } = await minify(`(()=>{${plain.replace(/^export \{\};?$/gm, '')}})();`, {
    compress: { passes: 3, unsafe_methods: false },
    mangle: true,
    module: false,
    ecma: 2022,
  });
  return `${code.trim()}\n`;
}

/** Builds the widget to where response-intake serves it from; returns the file. */
export async function writeWidget(root: string): Promise<string> {
  const file = join(root, BUILT);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await buildWidget(root));
  return file;
}
