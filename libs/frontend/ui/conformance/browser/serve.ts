import { once } from 'node:events';
import { createServer } from 'node:http';

export interface Site {
  readonly address: string;
  close(): Promise<void>;
}

/** What a page consists of, by path, on a free port of 127.0.0.1. */
export async function serve(
  files: Readonly<Record<string, { readonly type: string; readonly body: string }>>,
): Promise<Site> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ''];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(file.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
