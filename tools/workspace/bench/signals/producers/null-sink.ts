// An HTTP server that reads what it is sent and answers 200 with an empty body.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) {
    process.send?.(`http://127.0.0.1:${address.port}`);
  }
});
process.on('disconnect', () => process.exit(0));
