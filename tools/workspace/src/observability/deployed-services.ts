import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Compose } from './stack-files.ts';
import { root } from './stack-files.ts';

/** A service of apps/ as the stack has it. */
export interface DeployedService {
  /** Its folder, its place in the compose file, and the audience of its tokens. */
  readonly name: string;
  /** Of its migrations: SCHEMA of its image. */
  readonly schema: string;
  /** Role of the database that it runs as. */
  readonly role: string;
  /** Variable with that role's password. */
  readonly password: string;
  /** Service of the compose file that migrates before it starts. */
  readonly migration: string;
}

const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** Names of the services that there are, in the order of the alphabet: folders of apps/ that are run by toolkit-service. */
export function serviceFolders(): string[] {
  return readdirSync(join(root, 'apps'))
    .sort()
    .filter((name) => {
      const text = readFileSync(join(root, 'apps', name, 'package.json'), 'utf8');
      return '@h-j-petroleum/toolkit-service' in manifest.parse(JSON.parse(text)).dependencies;
    });
}

/** What the stack calls what belongs to each service. Throws for one that the compose file does not have. */
export function deployedServices({ services }: Compose): DeployedService[] {
  return serviceFolders().map((name) => {
    const build = services[name]?.build;
    const { SERVICE: service, SCHEMA: schema } = (typeof build === 'object' && build.args) || {};
    if (service !== name || schema === undefined) {
      throw new Error(
        `docker/compose.services.yml does not build apps/${name}: its service of that name has no arguments SERVICE and SCHEMA.`,
      );
    }
    return {
      ...{ name, schema, role: name.replaceAll('-', '_') },
      password: `${schema.toUpperCase()}_DATABASE_PASSWORD`,
      migration: `${schema.replaceAll('_', '-')}-migrate`,
    };
  });
}
