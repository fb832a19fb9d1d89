import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EmbeddedServer, LocalIssuer } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer, startEmbeddedServer } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployedServices } from '../src/observability/deployed-services.ts';
import { readCompose, root } from '../src/observability/stack-files.ts';
import { environmentOf, sharedEnvironment } from '../src/platform/services/service-environment.ts';
import { serviceNames } from '../src/platform/services/service-list.ts';
import type { BuiltImage } from './build-image.ts';
import { buildImage } from './build-image.ts';

const compose = readCompose('compose.services.yml');
const { services } = compose;
const joined = {
  urls: {
    'approval-api': 'http://127.0.0.1:4301',
    'timesheet-api': 'http://127.0.0.1:4302',
    'pdf-generator': 'http://127.0.0.1:4303',
  },
  ...{ approvalKey: 'a-key-of-twenty-characters', pdfKey: 'a-key-of-twenty-characters' },
  webhookSecret: `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`,
};

/** What one needs to start. Those that know each other have their addresses and keys. */
function environmentIn(name: string, databaseUrl: string, issuerUrl: string) {
  const options = { databaseUrl, issuerUrl, port: 0, poolSize: 3 };
  const together = serviceNames.find((one) => one === name);
  return together === undefined
    ? sharedEnvironment(name, options)
    : environmentOf(together, { ...options, joined });
}

describe.each(deployedServices(compose))(
  'the image of $name, built in a folder',
  ({ name, schema }) => {
    const [first = ''] = readdirSync(join(root, 'migrations', schema)).sort();
    const args = Object(services[name]?.build).args;
    let image: BuiltImage;
    let server: EmbeddedServer;
    let issuer: LocalIssuer;
    beforeAll(async () => {
      image = buildImage('service', args);
      [server, issuer] = await Promise.all([startEmbeddedServer(), localIssuer()]);
    });
    afterAll(async () => {
      image?.remove();
      await server?.close();
      await issuer?.close();
    });
    const start = (words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess => {
      const [program = '', ...args] = [...image.entrypoint, ...words];
      return spawn(program, args, {
        cwd: image.folder,
        env: { PATH: process.env.PATH, DATABASE_URL: server.url, ...image.env, ...env },
      });
    };

    it('holds what it needs, and nothing of the rest', () => {
      const workspace = join(image.folder, '../..');
      expect(readdirSync(workspace).sort()).toStrictEqual([
        ...['apps', 'libs', 'migrations', 'node_modules'],
      ]);
      expect(readdirSync(join(workspace, 'apps'))).toStrictEqual([name]);
      expect(readdirSync(join(workspace, 'migrations')).sort()).toStrictEqual(
        [schema, 'service'].sort(),
      );
      // Files that it reads beside its sources.
      if (name === 'approval-api') expect(existsSync(join(image.folder, 'policies'))).toBe(true);
      // Optional dependencies of others come along with those that pdf-generator needs.
      const optional = args.OMIT === 'peer' ? [] : ['nx', 'vitest', 'esbuild'];
      for (const one of [...optional, 'typescript', '@electric-sql', 'fast-check']) {
        expect(existsSync(join(workspace, 'node_modules', one))).toBe(false);
      }
    });

    it('migrates, then serves and is well as its health check asks it', async () => {
      const migrating = start(['migrate'], {});
      const told: string[] = [];
      migrating.stdout?.on('data', (chunk: Buffer) => told.push(chunk.toString()));
      migrating.stderr?.on('data', (chunk: Buffer) => told.push(chunk.toString()));
      expect([await once(migrating, 'close'), told.join('')]).toStrictEqual([
        [0, null],
        expect.stringContaining(`${schema}.${first.replace(/\.sql$/, '')}`),
      ]);
      const env = environmentIn(name, server.url, issuer.url);
      const child = start([], { ...env, OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent' });
      try {
        const [line] = await once(createInterface(child.stdout ?? expect.fail()), 'line');
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? '';
        const [, program = '', ...args] = services[name]?.healthcheck?.test ?? [];
        const exitOf = async (to: string): Promise<unknown> => {
          const asked = args.map((word) => word.replace(/http:\/\/127\.0\.0\.1:43\d\d/, to));
          expect(asked).not.toStrictEqual(args);
          return (
            await once(spawn(program, asked, { env: { PATH: process.env.PATH } }), 'exit')
          )[0];
        };
        expect(await exitOf(url)).toBe(0);
        expect(await exitOf('http://127.0.0.1:1')).toBe(1);
      } finally {
        child.kill('SIGTERM');
        expect((await once(child, 'exit'))[0]).toBe(0);
      }
    });
  },
);
