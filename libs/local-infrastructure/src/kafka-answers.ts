import { connect } from 'node:net';

const metadataRequest = (): Buffer => {
  const client = Buffer.from('harken-stack');
  const body = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 4 + 1);
  let at = body.writeInt32BE(body.length - 4, 0);
  at = body.writeInt16BE(3, at); // Metadata
  at = body.writeInt16BE(4, at); // its version
  at = body.writeInt32BE(1, at);
  at = body.writeInt16BE(client.length, at);
  at += client.copy(body, at);
  at = body.writeInt32BE(0, at); // no topics
  body.writeUInt8(0, at);
  return body;
};

/** True when the broker answers and has admitted itself to the cluster: an open port alone is too early. */
export function kafkaAnswers(port: number, host = '127.0.0.1', withinMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    let received = Buffer.alloc(0);
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(withinMs, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // size, correlation id, throttle time, then the number of brokers
      if (received.length >= 16) end(received.readInt32BE(12) >= 1);
    });
  });
}
