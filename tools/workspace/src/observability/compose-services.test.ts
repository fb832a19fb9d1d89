import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployedServices } from './deployed-services.ts';
import {
  buildOf,
  docker,
  readCompose,
  readInstructions,
  readStackFile,
  root,
} from './stack-files.ts';

const compose = readCompose('compose.services.yml');
const { services, networks } = compose;
const base = readCompose();
const named = Object.entries(services);
// Who adds a service to apps/ adds it here too.
const deployed = deployedServices(compose);

describe('the compose file of the services', () => {
  it('joins the observability stack', () => {
    expect(compose.name).toBe(base.name);
    expect(Object.keys(services).sort()).toStrictEqual(
      ['services-roles', ...deployed.flatMap(({ name, migration }) => [name, migration])].sort(),
    );
    expect(deployed.map(({ name, schema, role }) => [name, schema, role])).toEqual(
      expect.arrayContaining([
        ['approval-api', 'approval', 'approval_api'],
        ['pdf-generator', 'pdf', 'pdf_generator'],
        ['timesheet-api', 'timesheet', 'timesheet_api'],
      ]),
    );
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

  it.each(deployed)(
    '$name is reached on the loopback address alone, and has a role of its own',
    ({ name, schema, role, password, migration }) => {
      const service = services[name];
      const { PORT: port, DATABASE_URL: url, OIDC_AUDIENCE: audience } = service?.environment ?? {};
      expect(service?.ports).toStrictEqual([
        `127.0.0.1:\${${schema.toUpperCase()}_PORT:-${port}}:${port}`,
      ]);
      expect(service?.healthcheck?.test[0]).toBe('CMD');
      expect(service?.healthcheck?.test.join(' ')).toContain(
        `http://127.0.0.1:${port}/health/ready`,
      );
      expect(audience).toBe(name);
      expect(url).toBe(
        `postgres://${role}:\${${password}:?Make docker/.env first, see docker/README.md}@database:5432/services`,
      );
      expect(services[migration]?.command).toStrictEqual(['migrate', '--grant', role]);
      expect(services[migration]?.build).toStrictEqual(service?.build);
      expect(service?.depends_on[migration]?.condition).toBe('service_completed_successfully');
      expect(service?.networks).toContain(`${schema.replaceAll('_', '-')}-port`);
    },
  );

  it('has no port and no network of a service twice', () => {
    const ports = deployed.map(({ name }) => services[name]?.environment['PORT']);
    expect(new Set(ports).size).toBe(deployed.length);
    const doors = Object.keys(networks).filter((name) => name !== 'services');
    expect(doors.sort()).toStrictEqual(
      deployed.map(({ schema }) => `${schema.replaceAll('_', '-')}-port`).sort(),
    );
  });

  it.each(deployed)(
    'the role of $name is made with a password of its own',
    ({ role, password }) => {
      const lines = readStackFile('database/services.sql').split('\n');
      const variable = password.replace('_DATABASE_', '_').toLowerCase();
      const at = lines.indexOf(`\\getenv ${variable} ${password}`);
      expect(lines[at + 1]).toBe(`insert into running values ('${role}', :'${variable}');`);
      expect(services['services-roles']?.environment[password]).toBe(
        `\${${password}:?Make docker/.env first, see docker/README.md}`,
      );
    },
  );

  it.each(deployed)('docker/README.md says where $name is', ({ name, schema, role }) => {
    const port = services[name]?.environment['PORT'];
    const rows = readStackFile('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(rows).toContainEqual([
      ...['', `\`${name}\``, `\`${role}\``, `${port} (\`${schema.toUpperCase()}_PORT\`)`, ''],
    ]);
  });

  it('takes every secret from the environment, and has no default for one', () => {
    const values = named.flatMap(([, { environment }]) => Object.entries(environment));
    const secretive = values.filter(([name]) => /PASSWORD|KEY|SECRET|DATABASE_URL/.test(name));
    // Of each service: its password and both its addresses, and the one by which it migrates. The superuser's and the owner's, and
    // what three of the services know of each other.
    expect(secretive.length).toBe(4 * deployed.length + 2 + 4);
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
