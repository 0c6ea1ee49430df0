import { connect, createServer } from 'node:net';
import { StackError } from './stack-error.js';

/** Below the range from which systems take ports for outgoing connections (32768 up), so that a port is still free at a restart. */
const FIRST = 15_000;
const LAST = 32_000;

/** A port of 127.0.0.1 on which nothing listens now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await canListen(port)) return port;
  }
}

/** The given port, or a free one when none is given; throws a StackError naming the setting when the given one is taken. */
export async function choosePort(port: number | undefined, name: string, setting: string): Promise<number> {
  if (port === undefined) return freePort();
  if (!(await canListen(port))) throw portTaken(port, name, setting);
  return port;
}

/** The sentence for a port on which another program listens; `setting` is the variable that chooses another. */
export function portTaken(port: number, name: string, setting: string): StackError {
  return new StackError(
    `Port ${port} for ${name} is taken: stop the program that listens there, or choose another with ${setting}=<port>.`,
  );
}

/** Whether something accepts TCP connections there within `timeoutMs`. */
export function answers(host: string, port: number, timeoutMs = 3_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
