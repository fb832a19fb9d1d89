import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { apiKeyAuthenticator, createApiKey, listApiKeys, revokeApiKey } from '../index.ts';
import type { TestDatabase } from '../testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const make = (over: object = {}) =>
  createApiKey(database.pool, {
    audience: 'notes',
    machine: 'importer',
    roles: ['reader'],
    ...over,
  });
const said = async (key: string, audience = 'notes'): Promise<unknown> =>
  apiKeyAuthenticator(database.pool, audience)
    .authenticate({ 'x-api-key': key })
    .catch((error: unknown) => {
      const { code, message } = Object(error);
      return `${code}: ${message}`;
    });

describe('an API key', () => {
  it('says which machine calls, whatever key it has now', async () => {
    const [one, other] = [await make(), await make({ scopes: ['notes:read'] })];
    expect(await said(one.key)).toStrictEqual({
      ...{ subject: 'machine:importer', kind: 'machine', name: 'importer' },
      ...{ roles: ['reader'], scopes: [] },
    });
    expect(await said(other.key)).toMatchObject({
      ...{ subject: 'machine:importer', scopes: ['notes:read'] },
    });
  });

  it('is stored as a hash alone', async () => {
    const { id, key } = await make();
    const secret = key.slice(`hjp_${id}_`.length);
    const { rows } = await database.pool.query(
      'select secret_hash, to_jsonb(k)::text as row from service.api_keys k where id = $1',
      [id],
    );
    expect(rows[0].secret_hash).toStrictEqual(createHash('sha256').update(secret).digest());
    expect(rows[0].row).not.toContain(secret);
    expect(JSON.stringify(await listApiKeys(database.pool, 'notes'))).not.toContain(secret);
  });

  it('is refused by another service, when it is changed, and in another form', async () => {
    const { key } = await make();
    const changed = key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await said(key, 'other')).toBe('unauthenticated: The API key is not valid.');
    expect(await said(changed)).toBe('unauthenticated: The API key is not valid.');
    expect(await said(`hjp_${'0'.repeat(18)}_${'A'.repeat(43)}`)).toBe(
      'unauthenticated: The API key is not valid.',
    );
    expect(await said('letmein')).toBe('unauthenticated: The header X-Api-Key holds no API key.');
  });

  it('is refused from when it is taken back or has expired', async () => {
    const { id, key } = await make();
    expect(await revokeApiKey(database.pool, { audience: 'other', id })).toBe(false);
    expect(await said(key)).toMatchObject({ name: 'importer' });
    expect(await revokeApiKey(database.pool, { audience: 'notes', id })).toBe(true);
    expect(await revokeApiKey(database.pool, { audience: 'notes', id })).toBe(false);
    expect(await said(key)).toBe('unauthenticated: The API key was taken back.');
    const old = await make({ expiresAt: new Date(Date.now() - 1000) });
    expect(await said(old.key)).toBe('unauthenticated: The API key has expired.');
  });

  it('is made by the owner of the schema, and not by the role of a running service', async () => {
    const { pool } = database;
    await pool.query('drop role if exists "runs notes"; create role "runs notes"');
    await pool.query("select service.grant_to('runs notes')");
    const { key } = await make();
    const client = await pool.connect();
    try {
      await client.query('begin; set local role "runs notes"');
      const [, id = ''] = key.split('_');
      const authenticate = apiKeyAuthenticator(client, 'notes').authenticate;
      expect(await authenticate({ 'x-api-key': key })).toMatchObject({ name: 'importer' });
      for (const forbidden of [
        () => createApiKey(client, { audience: 'notes', machine: 'm', roles: ['admin'] }),
        () => revokeApiKey(client, { audience: 'notes', id }),
        () => client.query("update service.api_keys set roles = '{admin}'"),
      ]) {
        await client.query('savepoint before');
        // 42501: insufficient privilege.
        await expect(forbidden()).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback to before');
      }
    } finally {
      await client.query('rollback');
      client.release();
      await pool.query('drop owned by "runs notes"; drop role "runs notes"');
    }
  });

  it('of a machine that can’t be called so is not made', async () => {
    await expect(make({ machine: 'Jo Doe' })).rejects.toMatchObject({ code: 'SERVICE_BAD_OPTION' });
  });
});
