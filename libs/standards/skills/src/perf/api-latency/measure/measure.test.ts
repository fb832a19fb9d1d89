import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoopbackServer } from '../../../measured/loopback.ts';
import { freePort, listen } from '../../../measured/loopback.ts';
import type { Facts } from '../facts.ts';
import { factsSchema } from '../facts.ts';
import { optionsSchema, type LatencySettings } from '../options.ts';
import { measureLatency } from './measure.ts';

const project: Project = {
  ...{ id: 'orders', name: 'orders', root: '', tags: [] },
  manifest: { file: 'package.json', text: '', data: { name: 'orders' } },
};
let root: string;
let running: LoopbackServer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'api-latency-'));
  cpSync(join(import.meta.dirname, '../fixtures'), root, { recursive: true });
  writeFileSync(join(root, 'broken.yaml'), 'openapi: 3.1.0\npaths: [\n');
  running = await listen(() => Promise.resolve(200));
});
afterAll(async () => {
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

/** Really starts the service of the fixtures and drives it; few requests, and all the time that a busy machine needs. */
async function measure(fault: string, settings: LatencySettings = {}, timeoutSeconds = 60) {
  const environment = { FAULT: fault, TAKEN_PORT: new URL(running.url).port };
  const options = optionsSchema.parse({
    services: {
      orders: {
        command: ['node', 'service.mjs'],
        routes: ['GET /orders'],
        environment,
        ...settings,
      },
    },
    load: { connections: 2, rounds: 3, requests: 20, timeoutSeconds },
    noise: 10,
  });
  const result = await measureLatency({ root, project, options });
  if ('notSupported' in result) throw new Error(result.notSupported);
  return { facts: factsSchema.parse(result.value), keep: result.keep };
}

const routeOf = ({ routes }: Facts) => {
  const [route] = routes;
  if (!route) throw new Error('nothing was driven');
  return route;
};

describe('a service that is really driven', () => {
  it('has its routes driven in rounds, each beside a bare server, and a report for people', async () => {
    const { facts } = await measure('none', {
      routes: ['GET /orders*'],
      requests: { 'POST /orders': { body: '{}' }, 'GET /none': {} },
    });
    expect(facts).toMatchObject({
      ...{ stage: 'done', document: 'openapi.yaml', undriven: [], unknown: ['GET /none'] },
      ...{ command: 'node service.mjs', connections: 2 },
    });
    // A round to get warm, and three.
    expect(
      facts.routes.map(({ request, statuses, unexpected, timeouts, broken, rounds }) => [
        ...[request, statuses, unexpected, timeouts, broken, rounds.length],
      ]),
    ).toEqual([
      ['GET /orders', { 200: 80 }, 0, 0, 0, 3],
      ['POST /orders', { 200: 80 }, 0, 0, 0, 3],
      ['GET /orders/a%20b', { 200: 80 }, 0, 0, 0, 3],
    ]);
    expect(routeOf(facts).bytes).toBeGreaterThan(2000);
    for (const { rounds } of facts.routes) {
      for (const { service, bare } of rounds) {
        for (const { p50, p95, p99 } of [service, bare]) {
          expect([p50 > 0, p95 >= p50, p99 >= p95]).toEqual([true, true, true]);
        }
      }
    }
    const report = readFileSync(join(root, '.standards/measured/perf~api-latency/~.md'), 'utf8');
    expect(report).toContain('# How long orders takes');
    expect(report).toMatch(/^\| GET \/orders\/a%20b \| \d/m);
  });

  it('is sent what a command of its own printed', async () => {
    const printKey =
      "console.error('it is not shown again'); console.log('first'); console.log('k1')";
    const settings = {
      routes: ['GET /key'],
      variables: { key: ['node', '-e', printKey] },
      headers: { 'x-key': '{key}' },
    };
    expect(routeOf((await measure('none', settings)).facts).statuses).toEqual({ 200: 80 });
  });

  it('may answer what is expected of it', async () => {
    const requests = { 'GET /key': { status: [401] } };
    const expected = await measure('none', { routes: ['GET /key'], requests });
    expect(routeOf(expected.facts)).toMatchObject({ statuses: { 401: 80 }, unexpected: 0 });
    const unexpected = await measure('none', { routes: ['GET /key'] });
    expect(routeOf(unexpected.facts)).toMatchObject({ statuses: { 401: 80 }, unexpected: 80 });
    expect(unexpected.keep).toBe(false);
  });

  it('counts errors that come now and then', async () => {
    const { facts, keep } = await measure('some-500');
    expect(routeOf(facts)).toMatchObject({ statuses: { 200: 40, 500: 40 }, unexpected: 40 });
    expect(keep).toBe(false);
  });

  it('is given up where it does not answer', async () => {
    const { facts, keep } = await measure('none', { routes: ['GET /hang'] }, 1);
    expect(facts.stage).toBe('done');
    expect(routeOf(facts)).toMatchObject({ statuses: {}, rounds: [], broken: 0 });
    expect(routeOf(facts).timeouts).toBeGreaterThan(0);
    expect(keep).toBe(false);
  });

  it('is seen to end in the middle', async () => {
    const { facts, keep } = await measure('none', { routes: ['GET /die', 'GET /key'] });
    expect(facts).toMatchObject({
      ...{ stage: 'drive', diedAt: 'GET /die', problem: 'it ended with exit code 9' },
    });
    expect(facts.routes.map(({ route }) => route)).toEqual(['GET /die']);
    expect(routeOf(facts).broken).toBeGreaterThan(0);
    expect(keep).toBe(false);
  });
});

describe('a service that runs already', () => {
  it('is driven where it is', async () => {
    const { facts } = await measure('none', { url: running.url });
    expect(facts.stage).toBe('done');
    expect(routeOf(facts).statuses).toEqual({ 200: 80 });
  });

  it('is not there', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect((await measure('none', { url })).facts).toMatchObject({
      ...{ stage: 'listen', problem: `nothing listens at ${url}` },
    });
  });
});

describe('what comes no further', () => {
  it.each<[string, LatencySettings, Facts['stage'], string | RegExp]>([
    [
      'crashes',
      {},
      'start',
      /^it ended with exit code 1; its last words: [^]*the database is not there/,
    ],
    ['port-taken', {}, 'start', /^it ended with exit code 1; its last words: [^]*EADDRINUSE/],
    ['never-listens', { startSeconds: 2 }, 'listen', /^nothing listened on port \d+ after 2 s$/],
    [
      'none',
      { prepare: [['node', '-e', "console.error('no schema'); process.exit(3)"]] },
      'prepare',
      'it ended with exit code 3; its last words: no schema',
    ],
    [
      'none',
      { variables: { key: ['node', '-e', "console.error('no role'); process.exit(2)"] } },
      'prepare',
      'it ended with exit code 2; its last words: no role',
    ],
    ['none', { document: 'api.json' }, 'document', 'there is no such file'],
    ['none', { document: 'package.json' }, 'document', 'its `openapi` is missing'],
    ['none', { document: 'broken.yaml' }, 'document', /^line \d: /],
  ])('%s %j: %s', async (fault, settings, stage, problem) => {
    const { facts, keep } = await measure(fault, settings);
    expect(facts.stage).toBe(stage);
    expect(facts.problem).toEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    );
    expect(keep).toBe(false);
  });

  it('has an observer that is one', async () => {
    await expect(measure('none', { observer: 'no-such-module' })).rejects.toThrow('no-such-module');
  });
});
