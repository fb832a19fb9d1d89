import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { readCertificate } from './read-certificate.ts';

const readFrom = async (answer: RequestListener): Promise<Buffer | string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: { port?: number } = Object(server.address());
  try {
    return await readCertificate(
      { url: `http://127.0.0.1:${port}`, apiKey: undefined },
      'doc-1',
      '00'.repeat(32),
    );
  } finally {
    server.close();
  }
};

it('says so where the bytes break off', async () => {
  const answer: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('%PDF-', () => response.destroy());
  };
  expect(await readFrom(answer)).toBe('pdf-generator broke off in the middle of its answer.');
});

it('names what was answered instead of bytes', async () => {
  expect(await readFrom((_, response) => response.writeHead(410).end())).toBe(
    'pdf-generator answered 410.',
  );
});
