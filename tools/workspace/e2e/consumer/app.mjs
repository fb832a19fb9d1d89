// A service in ES modules that knows the toolkits by their packages alone.
import { createLogger } from '@h-j-petroleum/toolkit-logger';
import { counter, defineMetrics, startMetrics } from '@h-j-petroleum/toolkit-metrics';
import Fastify from 'fastify';
import pg from 'pg';

const logger = createLogger({ name: 'orders' });
const metrics = startMetrics();
const { orders } = defineMetrics(metrics.meter('orders'), {
  orders: counter({ unit: '{order}', description: 'Orders.', attributes: ['found'] }),
});
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
const app = Fastify();
app.get('/orders/:id', async ({ params }) => {
  const { rows } = await pool.query('select $1::int as id', [params.id]);
  orders.add(1, { found: true });
  logger.info('order was read', { order: rows[0].id, password: 'hunter2' });
  return rows[0];
});
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address();
process.stdout.write(await (await globalThis.fetch(`http://127.0.0.1:${port}/orders/7`)).text());
await app.close();
await pool.end();
