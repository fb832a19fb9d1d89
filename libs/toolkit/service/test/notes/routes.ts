import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import type { Outbox, Queryable, ServiceRoutes } from '../../src/index.ts';
import { defineCursor, defineProblems, page, pageOf, pageQuery, problem } from '../../src/index.ts';
import { answerOnce, etagOf, requireMatch, sendVersion, storable } from '../../src/index.ts';

export const problems = defineProblems({
  'note-too-long': {
    status: 422,
    title: 'The note is too long.',
    description: '`detail` says how long it may be. Make two of it.',
  },
  'hook-refused': {
    status: 422,
    title: 'Nobody can be told there.',
    description: '`detail` says why not.',
  },
});

const note = z
  .object({ id: z.uuid(), owner: z.string(), body: z.string(), version: z.number().int() })
  .meta({ id: 'Note' });
type Note = z.output<typeof note>;

const cursor = defineCursor(z.tuple([storable.microseconds, z.uuid()]));
const params = z.object({ id: z.uuid() });
const body = z.object({ body: z.string().min(1) });
const newNote = body.extend({
  /** Whom to tell of it. */
  notify: z.object({ url: z.url().max(2000), secretName: z.string().max(100) }).optional(),
});

interface NoteDeps {
  readonly pool: pg.Pool;
  readonly outbox: Outbox<{ index: { data: z.ZodObject<{ note: z.ZodUUID }> } }>;
  readonly longest: number;
}

export function noteRoutes({ pool, outbox, longest }: NoteDeps): ServiceRoutes {
  const checkLength = (text: string): void => {
    if (text.length > longest)
      throw problems('note-too-long', `It may have ${longest} characters.`);
  };
  return (app) => {
    app.route({
      method: 'POST',
      url: '/v1/notes',
      config: {
        ...{ access: 'authenticated', idempotency: 'optional' },
        problems: ['note-too-long', 'hook-refused'],
      },
      schema: {
        ...{ summary: 'Writes a note', tags: ['notes'] },
        ...{ body: newNote, response: { 201: note } },
      },
      handler: (request, reply) => {
        const { body: text, notify } = request.body;
        const { subject } = request.caller();
        checkLength(text);
        const fault = notify === undefined ? undefined : outbox.webhookFault(notify);
        if (fault !== undefined) throw problems('hook-refused', fault);
        return answerOnce(pool, request, reply, { service: 'notes' }, async (client) => {
          const { rows } = await client.query<Note>(
            'insert into notes.notes (id, owner, body) values ($1, $2, $3) returning id, owner, body, version',
            [randomUUID(), subject, text],
          );
          const [made] = rows;
          if (made === undefined) throw new Error('the note that was written is not there');
          await outbox.publish(client, 'index', { note: made.id });
          if (notify !== undefined) {
            const data = { note: made.id, owner: subject };
            await outbox.publishWebhook(client, { type: 'notes.written', data, ...notify });
          }
          const headers = { etag: etagOf(made.version), location: `/v1/notes/${made.id}` };
          return { status: 201, headers, body: made };
        });
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/notes',
      // Readers see all, everybody else their own.
      config: { access: { roles: ['reader'], own: true }, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Notes, the oldest first', tags: ['notes'] },
        querystring: z.object(pageQuery),
        response: { 200: pageOf(note) },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const [time, id] = cursor.decode(at) ?? [];
        const { rows } = await pool.query<Note & { place: string }>(
          `select id, owner, body, version, (extract(epoch from created_at) * 1000000)::bigint::text as place from notes.notes
            where ($1::text is null or owner = $1) and ($2::bigint is null
              or (created_at, id) > (timestamptz 'epoch' + $2 * interval '1 microsecond', $3::uuid))
            order by created_at, id limit $4`,
          [request.ownedBy() ?? null, time ?? null, id ?? null, limit + 1],
        );
        return page(rows, limit, cursor, (last) => [last.place, last.id] as [string, string]);
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/notes/:id',
      config: { access: { roles: ['reader'], own: true } },
      schema: { summary: 'One note', tags: ['notes'], params, response: { 200: note } },
      handler: async (request, reply) => {
        const found = await find(pool, request.params.id);
        request.owned(found.owner, 'note');
        sendVersion(reply, found.version);
        return found;
      },
    });
    app.route({
      method: 'PUT',
      url: '/v1/notes/:id',
      config: {
        ...{ access: { roles: [], own: true }, ifMatch: 'required', idempotency: 'optional' },
        problems: ['note-too-long'],
      },
      schema: { summary: 'Writes it anew', tags: ['notes'], params, body, response: { 200: note } },
      handler: (request, reply) => {
        checkLength(request.body.body);
        return answerOnce(pool, request, reply, { service: 'notes' }, async (client) => {
          const found = await find(client, request.params.id, 'for update');
          request.owned(found.owner, 'note');
          requireMatch(request, found.version);
          const { rows } = await client.query<Note>(
            'update notes.notes set body = $2, version = version + 1 where id = $1 returning id, owner, body, version',
            [found.id, request.body.body],
          );
          const changed = rows[0] ?? found;
          return { headers: { etag: etagOf(changed.version) }, body: changed };
        });
      },
    });
  };
}

async function find(database: Queryable, id: string, lock: '' | 'for update' = ''): Promise<Note> {
  const { rows } = await database.query<Note>(
    `select id, owner, body, version from notes.notes where id = $1 ${lock}`,
    [id],
  );
  const [found] = rows;
  if (found === undefined) throw problem('not-found', 'There is no such note.');
  return found;
}
