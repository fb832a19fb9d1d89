import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { containerAttributes } from './container-attributes.ts';

/** Names of semantic conventions for what Node calls otherwise. */
const architectures: Readonly<Record<string, string>> = {
  ...{ x64: 'amd64', ia32: 'x86', arm: 'arm32' },
};

/** Of this process, for as long as it lives: what tells two replicas of a service apart. */
const instance = randomUUID();

/**
 * Attributes of the resource that this process is, by OpenTelemetry's variables and semantic conventions.
 *
 * `OTEL_SERVICE_NAME` decides the service's name, then `service.name` of `OTEL_RESOURCE_ATTRIBUTES`, then the name in the
 * nearest package.json above the program; so does the version. `DEPLOYMENT_ENVIRONMENT` is the short form of
 * `deployment.environment.name`.
 *
 * @param program path of the program's file, `process.argv[1]` unless given
 */
export function resourceAttributes(
  env: Readonly<Record<string, string | undefined>> = process.env,
  program: string | undefined = process.argv[1],
): Record<string, string | number> {
  const listed = parseResourceAttributes(env.OTEL_RESOURCE_ATTRIBUTES ?? '');
  const found = packageOf(program);
  const host = hostname();
  const attributes: Record<string, string | number | undefined> = {
    'service.name': found.name ?? 'unknown_service',
    'service.version': found.version,
    'service.instance.id': instance,
    'host.name': host,
    'host.arch': architectures[process.arch] ?? process.arch,
    'os.type': process.platform === 'win32' ? 'windows' : process.platform,
    ...containerAttributes(env, host),
    'process.pid': process.pid,
    'process.executable.path': process.execPath,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
    'deployment.environment.name': env.DEPLOYMENT_ENVIRONMENT,
    ...listed,
  };
  if (env.OTEL_SERVICE_NAME) attributes['service.name'] = env.OTEL_SERVICE_NAME;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, value]],
    ),
  );
}

/**
 * `key=value,key=value` with percent-encoded values; a pair that is none is left out, as the specification wants.
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable
 */
export function parseResourceAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    if (at <= 0) continue;
    const key = pair.slice(0, at).trim();
    const value = pair
      .slice(at + 1)
      .trim()
      .replaceAll(/^"|"$/g, '');
    try {
      attributes[key] = decodeURIComponent(value);
    } catch {
      attributes[key] = value;
    }
  }
  return attributes;
}

function packageOf(program: string | undefined): {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
} {
  if (program === undefined) return {};
  for (let folder = dirname(program), above = ''; folder !== above; folder = dirname(above)) {
    above = folder;
    try {
      const { name, version }: { name?: unknown; version?: unknown } = Object(
        JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
      );
      // A package.json without a name only says of what kind the modules are.
      if (typeof name !== 'string') continue;
      return { name, version: typeof version === 'string' ? version : undefined };
    } catch {
      // None here, or none that can be read: one above may do.
    }
  }
  return {};
}
