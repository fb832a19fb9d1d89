import { freePort } from '../../../measured/loopback.ts';
import { startProcess } from '../../../measured/service-process.ts';

const startTimeoutMs = 30_000;
const stopTimeoutMs = 5000;

/** What is run in a process of its own, as the service is: `/1200` is answered by 1,200 bytes. */
const program = `
const { createServer } = require('node:http');
createServer((request, response) => {
  request.resume();
  response.end(Buffer.alloc(Number(request.url.slice(1)), 'x'));
}).listen(Number(process.env.PORT), '127.0.0.1');
process.once('disconnect', () => process.exit());`;

/** Bytes of the head that it answers with: status, date, connection, length. */
const headBytes = 140;

/** A server that does nothing but answer: what this machine can do at the moment. */
export interface BareServer {
  /** Where it answers by so many bytes, head and all. */
  urlFor(bytes: number): string;
  stop(): Promise<void>;
}

/** @param folder absolute path of any folder */
export async function startBareServer(folder: string): Promise<BareServer> {
  const port = await freePort();
  const server = startProcess({
    command: ['node', '-e', program],
    folder,
    environment: { PORT: String(port) },
  });
  if ((await server.listens(port, startTimeoutMs)) !== 'listens') {
    await server.stop(stopTimeoutMs);
    throw new Error(`The server to compare with did not start: ${(await server.ended).text}`);
  }
  return {
    urlFor: (bytes) => `http://127.0.0.1:${port}/${Math.max(bytes - headBytes, 0)}`,
    stop: () => server.stop(stopTimeoutMs),
  };
}
