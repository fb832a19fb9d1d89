import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeServer } from '../native-server/native-server.ts';
import { startNativeServer } from '../native-server/native-server.ts';
import { deployedServices } from './deployed-services.ts';
import { docker, readCompose } from './stack-files.ts';

const script = readFileSync(join(docker, 'database/services.sql'), 'utf8');
const deployed = deployedServices(readCompose('compose.services.yml'));
const passwords = Object.fromEntries([
  ['SERVICES_OWNER_PASSWORD', "owner's"],
  ...deployed.map(({ role, password }) => [password, `it's ${role}`]),
]);

/** Whether what PostgreSQL keeps of a password (RFC 5803) is of this one. */
function isPassword(password: string, kept: string): boolean {
  const [, rounds, salt = '', stored] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/.exec(kept) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
  const key = createHmac('sha256', salted).update('Client Key').digest();
  return createHash('sha256').update(key).digest('base64') === stored;
}

/** What services-roles of the compose file runs, on a server of this machine. */
describe('the roles of the services', () => {
  let server: NativeServer;
  beforeAll(async () => {
    server = await startNativeServer();
  });
  afterAll(() => server.stop());

  const rowsOf = (query: string): string[] =>
    server.psql(server.url, `\\set ON_ERROR_STOP on\n${query}`).trim().split('\n');
  const wanted = ['services_owner', ...deployed.map(({ role }) => role)].sort();
  const roles = (columns: string): string[] =>
    rowsOf(
      `select rolname, ${columns} from pg_roles where rolname in ('${wanted.join("', '")}') order by 1`,
    );

  it('are not made where a password is missing, of whichever service', () => {
    for (const { password } of deployed) {
      const { [password]: _, ...others } = passwords;
      expect(() => server.psql(server.url, script, others)).toThrow(/syntax error/);
    }
    expect(roles('rolcanlogin')).toStrictEqual(['']);
  });

  it('are made with nothing but what running a service needs', () => {
    // As at each start: the second time everything is there.
    for (let time = 0; time < 2; time++) server.psql(server.url, script, passwords);
    const limits = 'statement_timeout=60s idle_in_transaction_session_timeout=60s';
    expect(
      roles(
        "rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls, rolconnlimit, array_to_string(rolconfig, ' ')",
      ),
    ).toStrictEqual(
      wanted.map((role) =>
        role === 'services_owner' ? `${role}|f|-1|` : `${role}|f|40|${limits}`,
      ),
    );
  });

  it('have the passwords of the environment, each its own, and take a new one at the next start', () => {
    const hold = (given: Readonly<Record<string, string>>): [string, boolean][] =>
      deployed.map(({ role, password }) => {
        const [line = ''] = rowsOf(`select rolpassword from pg_authid where rolname = '${role}'`);
        return [role, isPassword(given[password] ?? '', line)];
      });
    const all = deployed.map(({ role }) => [role, true]);
    expect(hold(passwords)).toStrictEqual(all);
    const changed = { ...passwords, APPROVAL_DATABASE_PASSWORD: 'another' };
    server.psql(server.url, script, changed);
    expect(hold(changed)).toStrictEqual(all);
    expect(hold(passwords)).toContainEqual(['approval_api', false]);
  });

  it('may connect to the database of the services, and nobody else may', () => {
    const granted = rowsOf(
      `select grantee::regrole from pg_database, aclexplode(datacl)
        where datname = 'services' and privilege_type = 'CONNECT' and grantee <> 0 order by 1`,
    );
    expect(granted.sort()).toStrictEqual(wanted);
    expect(
      rowsOf(
        "select count(*) from pg_database, aclexplode(datacl) where datname = 'services' and grantee = 0",
      ),
    ).toStrictEqual(['0']);
  });
});
