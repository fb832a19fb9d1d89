import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The workspace's root and the folder of the stack. */
export const root = join(import.meta.dirname, '../../../..');
export const docker = join(root, 'docker');

/** Of a file below `docker/`. */
export function readStackFile(path: string): string {
  return readFileSync(join(docker, path), 'utf8');
}

export function readStackYaml(path: string): unknown {
  // Compose knows YAML's merge keys; the other files have none.
  return parse(readStackFile(path), { merge: true });
}

const dependencySchema = z.object({
  condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
});
const serviceSchema = z.object({
  image: z.string(),
  build: z
    .union([
      z.string(),
      z.object({
        ...{ context: z.string(), dockerfile: z.string().optional() },
        args: z.record(z.string(), z.string()).optional(),
      }),
    ])
    .optional(),
  user: z.string().optional(),
  command: z.array(z.string()).optional(),
  restart: z.string(),
  init: z.boolean().optional(),
  privileged: z.boolean().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  healthcheck: z
    .object({ test: z.array(z.string()), interval: z.string(), retries: z.number() })
    .optional(),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
  depends_on: z.record(z.string(), dependencySchema).default({}),
});
const composeSchema = z.object({
  name: z.string(),
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.object({})).default({}),
});

export type Service = z.infer<typeof serviceSchema>;
export type Compose = z.infer<typeof composeSchema>;

/** What these checks read of the compose file; whether it is one at all, the Compose Specification's schema says. */
export function readCompose(file = 'compose.observability.yml'): Compose {
  return composeSchema.parse(readStackYaml(file));
}

/** One instruction of a Dockerfile, with the lines that a backslash joins. */
export interface Instruction {
  readonly name: string;
  readonly words: readonly string[];
}

/** Path of the Dockerfile of a service that is built, and of the folder that it may copy from. */
export function buildOf({ build }: Service): { dockerfile: string; context: string } | undefined {
  if (build === undefined) return undefined;
  const context = resolve(docker, typeof build === 'string' ? build : build.context);
  const file = typeof build === 'string' ? undefined : build.dockerfile;
  return { context, dockerfile: join(context, file ?? 'Dockerfile') };
}

export function readInstructions(dockerfile: string): Instruction[] {
  return readStackFile(relative(docker, dockerfile))
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...words] = line.trim().split(/\s+/);
      return { name, words };
    });
}
