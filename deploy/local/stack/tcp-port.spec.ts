import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { answers, choosePort, freePort } from './tcp-port.js';

describe('ports', () => {
  const server = createServer();
  let taken: number;

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    taken = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  it('refuses a taken port with its number and the setting that chooses another', async () => {
    await expect(choosePort(taken, 'PostgreSQL', 'POSTGRES_PORT')).rejects.toThrow(
      `Port ${taken} for PostgreSQL is taken: stop the program that listens there, or choose another with POSTGRES_PORT=<port>.`,
    );
  });

  it('takes a free port as given', async () => {
    const port = await freePort();
    expect(await choosePort(port, 'PostgreSQL', 'POSTGRES_PORT')).toBe(port);
  });

  it('chooses ports that outgoing connections never take', async () => {
    const port = await choosePort(undefined, 'PostgreSQL', 'POSTGRES_PORT');
    expect(port).toBeGreaterThanOrEqual(15_000);
    expect(port).toBeLessThan(32_768);
  });

  it('tells whether something answers', async () => {
    expect(await answers('127.0.0.1', taken)).toBe(true);
    expect(await answers('127.0.0.1', await freePort())).toBe(false);
  });
});
