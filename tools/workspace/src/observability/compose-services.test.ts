import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildOf,
  docker,
  readCompose,
  readInstructions,
  readStackFile,
  root,
} from './stack-files.ts';

const { services, networks } = readCompose('compose.services.yml');
const base = readCompose();
const named = Object.entries(services);
const running = ['approval-api', 'timesheet-api', 'pdf-generator'];

describe('the compose file of the services', () => {
  it('joins the observability stack', () => {
    expect(readCompose('compose.services.yml').name).toBe(base.name);
    expect(Object.keys(services)).toStrictEqual([
      ...['services-roles', 'approval-migrate', 'timesheet-migrate', 'pdf-migrate'],
      ...running,
    ]);
    const known = new Set([...Object.keys(services), ...Object.keys(base.services)]);
    const shared = new Set([...Object.keys(networks), ...Object.keys(base.networks)]);
    for (const [, service] of named) {
      for (const name of Object.keys(service.depends_on)) expect(known).toContain(name);
      for (const name of service.networks) expect(shared).toContain(name);
    }
    expect(services['services-roles']?.image).toBe(base.services['database']?.image);
  });

  it.each(named)(
    '%s can neither gain rights, nor write its files, nor take the machine',
    (_, one) => {
      expect(one).toMatchObject({ read_only: true, init: true, cap_drop: ['ALL'] });
      expect(one.security_opt).toStrictEqual(['no-new-privileges:true']);
      expect(one.privileged ?? false).toBe(false);
      expect(one.mem_limit).toMatch(/^\d+[mg]$/);
      expect(one.pids_limit).toBeGreaterThan(0);
    },
  );

  it.each(running)(
    '%s is reached on the loopback address alone, and has a role of its own',
    (name) => {
      const service = services[name];
      expect(service?.ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
      expect(service?.healthcheck?.test[0]).toBe('CMD');
      const role = name.replace('-', '_');
      expect(service?.environment.DATABASE_URL).toMatch(
        new RegExp(`^postgres://${role}:\\$\\{[A-Z_]+:\\?[^}]+\\}@database:5432/services$`),
      );
      const migrated = Object.values(services).flatMap(({ command }) => command?.join(' ') ?? []);
      expect(migrated).toContain(`migrate --grant ${role}`);
    },
  );

  it('takes every secret from the environment, and has no default for one', () => {
    const values = named.flatMap(([, { environment }]) => Object.entries(environment));
    const secretive = values.filter(([name]) => /PASSWORD|KEY|SECRET|DATABASE_URL/.test(name));
    expect(secretive.length).toBe(18);
    for (const [, value] of secretive) expect(value).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
    const example = readStackFile('.env.example');
    for (const [, value] of secretive) {
      const [, name = ''] = /\$\{([A-Z_]+):\?Make docker\/\.env/.exec(value) ?? [];
      expect(example).toContain(name === '' ? '' : `\n${name}=\n`);
    }
  });

  it('builds its images of files that are there, as a user without rights', () => {
    for (const [, service] of named) {
      const build = buildOf(service);
      if (build === undefined || typeof service.build !== 'object') continue;
      const args = service.build.args ?? {};
      const instructions = readInstructions(build.dockerfile);
      for (const { name, words } of instructions) {
        if (name === 'FROM') expect(words[0]).toMatch(/@sha256:[0-9a-f]{64}$/);
        if (name !== 'COPY' || words[0]?.startsWith('--from=') === true) continue;
        for (const word of words.slice(0, -1)) {
          const path = word.replaceAll(/\$\{([A-Z]+)\}/g, (all, key: string) => args[key] ?? all);
          expect(existsSync(join(root, path))).toBe(true);
          const sent = readStackFile('service/Dockerfile.dockerignore').split('\n');
          expect(sent.some((line) => line.startsWith('!') && path.startsWith(line.slice(1)))).toBe(
            true,
          );
        }
      }
      expect(instructions.filter(({ name }) => name === 'USER').at(-1)?.words).toStrictEqual([
        'node',
      ]);
      expect(service).toMatchObject({ user: 'node' });
    }
    expect(existsSync(join(docker, 'database/services.sql'))).toBe(true);
  });
});
