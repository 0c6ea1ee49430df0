import { serverProperties } from './kafka-settings.js';

describe("the broker's settings", () => {
  const lines = serverProperties({ port: 9092, controllerPort: 9093, logDir: '/data/log' }).split('\n');

  it('listen on 127.0.0.1 alone', () => {
    const addresses = lines.filter((line) => /listeners=|voters=/.test(line)).join();
    expect(addresses.match(/\/\/[^:]+|@[^:]+/g)).toEqual(['//127.0.0.1', '//127.0.0.1', '//127.0.0.1', '@127.0.0.1']);
  });

  it.each(['auto.create.topics.enable=false', 'group.initial.rebalance.delay.ms=0', 'log.dirs=/data/log'])(
    'have %s',
    (line) => {
      expect(lines).toContain(line);
    },
  );

  it('ask for no second replica, which one node cannot give', () => {
    const replicas = lines.filter((line) => /replication\.factor|min\.isr/.test(line));
    expect(replicas).toHaveLength(5);
    expect(replicas.every((line) => line.endsWith('=1'))).toBe(true);
  });
});
