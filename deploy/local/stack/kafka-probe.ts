import { connect } from 'node:net';

const METADATA = 3;
const HEADER_AND_BODY = 14;

/** Whether a broker on 127.0.0.1 answers a metadata request and names at least one live broker (itself). */
export function kafkaAnswers(port: number, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect({ host: '127.0.0.1', port, timeout: timeoutMs }, () => socket.write(metadataRequest()));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // Size, correlation id, number of brokers; a broker that is still fenced is not counted.
      if (received.length >= 12) end(received.readInt32BE(8) > 0);
    });
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

/** Metadata v1 for no topics, without a client id; see https://kafka.apache.org/protocol#The_Messages_Metadata. */
function metadataRequest(): Buffer {
  const request = Buffer.alloc(4 + HEADER_AND_BODY);
  request.writeInt32BE(HEADER_AND_BODY, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(1, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(-1, 12);
  request.writeInt32BE(0, 14);
  return request;
}
