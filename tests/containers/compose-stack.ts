import { spawn } from 'node:child_process';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

const PROJECT = 'rapport-check';

/** A container of the stack, as the engine describes it. */
export interface Inspected {
  readonly Name: string;
  readonly State: { readonly ExitCode: number };
  readonly Config: { readonly Image: string; readonly User: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
  };
  readonly NetworkSettings: { readonly Ports: Readonly<Record<string, readonly { HostIp: string }[] | null>> };
}

/** The compose stack under a project name, a port and volumes of its own, so that it disturbs no other. */
export class ComposeStack {
  readonly url: string;

  constructor(private readonly port: number) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * Runs `docker compose …`; returns what it printed.
   * @param input what the command reads
   * @throws Error with the end of what it complained about
   */
  compose(args: readonly string[], input = ''): Promise<string> {
    // A developer's .env may name a real mail server.
    return this.docker(['compose', '--env-file', '/dev/null', '--project-name', PROJECT, ...args], input);
  }

  /** Runs `docker …`; see `compose`. */
  async docker(args: readonly string[], input = ''): Promise<string> {
    const child = spawn('docker', args, { cwd: projectRoot(), env: this.environment() });
    let printed = '';
    let complaints = '';
    child.stdout.on('data', (data) => {
      printed += data;
    });
    child.stderr.on('data', (data) => {
      complaints += data;
    });
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === 0) return printed;
    throw new Error(
      `docker ${args.join(' ')} ended with ${code}:\n${complaints.trim().split('\n').slice(-15).join('\n')}`,
    );
  }

  /** Every container of the stack, also one that ended. */
  async inspect(): Promise<Inspected[]> {
    const ids = (await this.compose(['ps', '--all', '--quiet'])).trim().split('\n');
    return JSON.parse(await this.docker(['inspect', ...ids])) as Inspected[];
  }

  /** Takes the stack away, with its data; its images stay. */
  async remove(): Promise<void> {
    await this.compose(['--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '30']);
  }

  /** What docker needs of this process's environment, and nothing that would change the stack. */
  private environment(): NodeJS.ProcessEnv {
    const needed = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|XDG_.*|DOCKER_.*)$/.test(name));
    return { ...Object.fromEntries(needed), PORT: String(this.port) };
  }
}
