// The same in CommonJS: what is required is traced as well as what is imported.
const { createLogger } = require('@h-j-petroleum/toolkit-logger');
const { counter, defineMetrics, startMetrics } = require('@h-j-petroleum/toolkit-metrics');
const process = require('node:process');
const { request } = require('node:http');
const Fastify = require('fastify');
const pg = require('pg');

const logger = createLogger({ name: 'orders' });
const { orders } = defineMetrics(startMetrics().meter('orders'), {
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
app.listen({ host: '127.0.0.1', port: 0 }).then(() => {
  const { port } = app.server.address();
  request({ host: '127.0.0.1', port, path: '/orders/7' }, (response) => {
    response.on('data', (chunk) => process.stdout.write(chunk));
    response.on('end', () => app.close().then(() => pool.end()));
  }).end();
});
