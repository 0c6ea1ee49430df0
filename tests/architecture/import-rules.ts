import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A rule of .dependency-cruiser.mjs that a file breaks. */
export interface BrokenImport {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** What dependency-cruiser found below a root. */
export interface Cruise {
  readonly rules: readonly string[];
  readonly broken: readonly BrokenImport[];
  /** Every import that was followed, from file to file. */
  readonly imports: readonly { readonly from: string; readonly to: string }[];
}

interface CruiseResult {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

/** Checks every import below a root, as `npx depcruise` does there; in a process of its own, so that Jest loads none of it. */
export async function cruise(root: string, projectRoot: string): Promise<Cruise> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', join(projectRoot, '.dependency-cruiser.mjs'), '--output-type', 'json'],
      ...['services', 'libs', 'deploy', 'tests'],
    ],
    { cwd: root, maxBuffer: 256 * 1024 * 1024 },
  );
  const { modules, summary }: CruiseResult = JSON.parse(stdout);
  return {
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
    broken: summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, from, to })),
    imports: modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
    ),
  };
}
