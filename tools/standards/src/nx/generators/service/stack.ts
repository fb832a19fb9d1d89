import type { Tree } from '@nx/devkit';
import type { Registration } from '../../scaffold/blueprint.ts';
import { refusal } from '../../scaffold/refuse.ts';
import { tableRow } from '../../scaffold/registrations/table-row.ts';
import { textBlock } from '../../scaffold/registrations/text-block.ts';
import { yamlEntry } from '../../scaffold/registrations/yaml-entry.ts';
import type { Places } from './places.ts';
import { stack } from './places.ts';

const made = 'Make docker/.env first, see docker/README.md';

/** What the stack in docker/ has of a service: image, migration, role, password, port and network. */
export function stackEntries(name: string, { schema, role, port }: Places): Registration[] {
  const upper = schema.toUpperCase();
  const dashed = schema.replaceAll('_', '-');
  const password = `${upper}_DATABASE_PASSWORD`;
  const given = `\${${password}:?${made}}`;
  const notes = /^# Services meet in a network/;
  return [
    yamlEntry(stack, {
      ...{ key: `x-${dashed}`, indent: 0, place: { before: /^x-migration: / } },
      block: `x-${dashed}: &${dashed}
  <<: *hardened
  image: h-j-petroleum/${name}:local
  build:
    <<: *build
    args: { SERVICE: ${name}, SCHEMA: ${schema} }
  user: node
  mem_limit: 512m
  pids_limit: 64

`,
    }),
    yamlEntry(stack, {
      ...{ key: password, indent: 6, place: { afterLast: /^ {6}[A-Z0-9_]+_DATABASE_PASSWORD: / } },
      block: `      ${password}: ${given}\n`,
    }),
    yamlEntry(stack, {
      ...{ key: `${dashed}-migrate`, indent: 2, place: { before: notes } },
      block: `  ${dashed}-migrate:
    <<: *${dashed}
    restart: 'no'
    command: [migrate, --grant, ${role}]
    environment: *migration
    networks: [storage]
    depends_on:
      services-roles: { condition: service_completed_successfully }

`,
    }),
    yamlEntry(stack, {
      ...{ key: name, indent: 2, place: { before: notes } },
      block: `  ${name}:
    <<: *${dashed}
    environment:
      <<: *running
      DATABASE_URL: postgres://${role}:${given}@database:5432/services
      PORT: '${port}'
      PUBLIC_URL: \${${upper}_PUBLIC_URL:-http://127.0.0.1:${port}}
      OIDC_AUDIENCE: ${name}
    networks: [storage, services, ${dashed}-port]
    ports: ['127.0.0.1:\${${upper}_PORT:-${port}}:${port}']
    healthcheck:
      <<: *healthcheck
      test:
        - CMD
        - node
        - --eval
        - "fetch('http://127.0.0.1:${port}/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
    stop_grace_period: 30s
    depends_on:
      grants: { condition: service_completed_successfully }
      ${dashed}-migrate: { condition: service_completed_successfully }

`,
    }),
    yamlEntry(stack, {
      ...{ key: `${dashed}-port`, indent: 2, place: { afterLast: /^ {2}[a-z0-9-]+-port: \{\}$/ } },
      block: `  ${dashed}-port: {}\n`,
    }),
    textBlock(
      'docker/database/services.sql',
      `\\getenv ${schema}_password ${password}\ninsert into running values ('${role}', :'${schema}_password');\n`,
      { afterLast: /^insert into running values / },
    ),
    textBlock('docker/.env.example', `${password}=\n`, { afterLast: /_DATABASE_PASSWORD=$/ }),
    textBlock('docker/service/Dockerfile.dockerignore', `!migrations/${schema}\n`, {
      afterLast: /^!migrations\//,
    }),
    textBlock('docker/service/Dockerfile.dockerignore', `!apps/${name}\n`, {
      afterLast: /^!apps\//,
    }),
    tableRow('docker/README.md', /^\| service +\| role of the database +\| port/, [
      ...[`\`${name}\``, `\`${role}\``, `${port} (\`${upper}_PORT\`)`],
    ]),
  ];
}

/**
 * A service that is entered in half of the stack would neither start nor be removed whole.
 *
 * @throws StandardsError GENERATE_REFUSED where a file of the stack has no place for an entry
 */
export function checkStack(name: string, entries: readonly Registration[], tree: Tree): void {
  const texts = new Map<string, string>();
  for (const { file, add } of entries) {
    const before = texts.get(file) ?? tree.read(file, 'utf-8');
    if (before === null) continue;
    const after = add(before, tree);
    if (after === before) {
      throw refusal(
        `${file} has no place for ${name}, or an entry of that name. Give it the form that it has at https://github.com/h-j-petroleum/source, or take the entry out.`,
      );
    }
    texts.set(file, after);
  }
}
