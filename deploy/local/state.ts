import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type InstallationSecrets, newSecrets } from './installation.js';
import { projectRoot } from './stack/project-root.js';

/** What the local installation remembers from one start to the next. */
export interface LocalState {
  readonly secrets: InstallationSecrets;
  /** The API key that is printed. */
  apiKey?: string;
  demoLoaded?: true;
  /** Where it runs, or ran last: other commands read it. */
  url?: string;
  brokers?: string;
  databaseUrl?: string;
}

/** The git-ignored folder that holds everything the local installation writes. */
export function localFolder(): string {
  return join(projectRoot(), '.local');
}

const stateFile = () => join(localFolder(), 'installation.json');

/** Reads what was remembered, or begins anew. */
export function readState(): LocalState {
  try {
    return JSON.parse(readFileSync(stateFile(), 'utf8')) as LocalState;
  } catch {
    return { secrets: newSecrets() };
  }
}

/** Remembers; only this user can read it. */
export function writeState(state: LocalState): void {
  mkdirSync(dirname(stateFile()), { recursive: true });
  writeFileSync(stateFile(), JSON.stringify(state, null, 2), { mode: 0o600 });
}
