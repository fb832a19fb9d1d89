// A service as they are meant to be: traced by --import, logging and measuring through the toolkits. It asks itself for a few
// orders, so that there is something to see, and ends.
import { request } from 'node:http';
import { createLogger } from '@h-j-petroleum/toolkit-logger';
import { counter, defineMetrics, histogram, startMetrics } from '@h-j-petroleum/toolkit-metrics';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import Fastify from 'fastify';
import pg from 'pg';

const logger = createLogger({ name: 'orders', console: 'off' });
const metrics = startMetrics();
const { orders, amounts } = defineMetrics(metrics.meter('orders'), {
  orders: counter({ unit: '{order}', description: 'Orders asked for.', attributes: ['found'] }),
  amounts: histogram({ unit: 'EUR', description: 'What an order costs.' }),
});
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });

const app = Fastify();
app.get('/orders/:id', async ({ params }, reply) => {
  const { id }: { id?: string } = Object(params);
  const { rows } = await pool.query<{ amount: number }>(
    'select amount from (values (1, 12.5), (2, 40), (3, 7.25)) as orders (id, amount) where id = $1',
    [Number(id)],
  );
  const [order] = rows;
  orders.add(1, { found: order !== undefined });
  if (order === undefined) {
    const error = new Error(`order ${id} is not there`);
    logger.error('order was not found', { order: Number(id), customer: 'jo@example.com' }, error);
    trace.getActiveSpan()?.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
    return reply.status(404).send({ error: error.message });
  }
  amounts.record(Number(order.amount));
  logger.info('order was read', { order: Number(id), amount: Number(order.amount) });
  return { id: Number(id), amount: Number(order.amount) };
});
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = Object(app.server.address());

const get = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    })
      .on('error', reject)
      .end();
  });
for (const id of [1, 2, 3, 99]) await get(`/orders/${id}`);
await app.close();
await pool.end();
await metrics.shutdown();
await logger.shutdown();
