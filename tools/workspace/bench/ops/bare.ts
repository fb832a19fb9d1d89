// The peer: the two routes as Fastify and pg alone would have them, one parameterised INSERT each. Nobody logs in, nothing is
// checked, nothing is logged.
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = Fastify({ logger: false });

app.post('/v1/requests', async (request, reply) => {
  const { policy, subject, title, payload, callback } = Object(request.body);
  const id = randomUUID();
  const { rows } = await pool.query(
    `insert into bare.requests (id, policy, subject, title, payload, callback, requester)
      values ($1, $2, $3, $4, $5, $6, $7) returning *`,
    [id, policy, subject, title, payload, callback, 'somebody'],
  );
  return reply.code(201).header('location', `/v1/requests/${id}`).send(rows[0]);
});

app.post<{ Params: { id: string } }>('/v1/requests/:id/decisions', async (request, reply) => {
  const { decision, comment } = Object(request.body);
  const { rows } = await pool.query(
    `insert into bare.decisions (id, request_id, decision, comment, decider)
      values ($1, $2, $3, $4, $5) returning *`,
    [randomUUID(), request.params.id, decision, comment, 'somebody'],
  );
  return reply.code(201).send(rows[0]);
});

const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`bare listens on ${address}\n`);
process.once('SIGTERM', () => {
  void Promise.all([app.close(), pool.end()]);
});
