import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure, MeasureRequest } from '@h-j-petroleum/standards-engine';
import { joinPath, measuredFile } from '@h-j-petroleum/standards-engine';
import type autocannon from 'autocannon';
import { freePort, isListening, listen } from '../../../measured/loopback.ts';
import { startServiceObserver } from '../../../measured/observer.ts';
import type { StartedProcess } from '../../../measured/service-process.ts';
import { startProcess } from '../../../measured/service-process.ts';
import { filled, startService } from '../../../measured/start-service.ts';
import { loadPeer } from '../../load-peer.ts';
import { routesOf } from '../document/routes.ts';
import type { Routes } from '../document/routes.ts';
import type { Facts } from '../facts.ts';
import { judgeFacts } from '../judge/judge.ts';
import type { LatencyOptions, LatencySettings } from '../options.ts';
import { serviceOf } from '../service.ts';
import { startBareServer } from './bare-server.ts';
import { driveRoute } from './drive-routes.ts';
import { readDocument } from './read-document.ts';
import { reportText } from './report.ts';

const stopTimeoutMs = 10_000;
const endedWithinMs = 5000;

/** Starts a service, or takes one that runs, and drives its routes against a bare server. */
export const measureLatency: Measure<LatencyOptions> = async (request) => {
  const { root, project, options } = request;
  const settings = serviceOf(project, options);
  if (!settings) return { notSupported: 'No entry of the option `services` names it.' };
  const peer = await loadPeer('autocannon', root);
  if ('notSupported' in peer) return peer;
  const cannon = cannonOf(peer.module);
  if (!cannon) return { notSupported: 'The autocannon that is installed is no function.' };

  const folder = join(root, project.root);
  const document = await readDocument(folder, settings.document);
  const known: Facts = {
    ...{ version: 1, stage: 'document', command: settings.command?.join(' ') ?? '' },
    document: joinPath(project.root, document.file),
    ...{ connections: options.load.connections, routes: [], undriven: [], unknown: [] },
  };
  const routes = 'problem' in document ? document.problem : routesOf(document.value, settings);
  const facts =
    typeof routes === 'string'
      ? { ...known, problem: routes }
      : await measureRoutes(request, settings, known, routes, cannon);
  // Beside the record, for people.
  const report = join(root, measuredFile('perf:api-latency', project.root).replace(/json$/, 'md'));
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, reportText(project.id, facts));
  const { found, unjudged } = judgeFacts(facts, settings, options.noise);
  return { value: facts, keep: found.length === 0 && unjudged === undefined };
};

function cannonOf(module: unknown): typeof autocannon | undefined {
  const isCannon = (value: unknown): value is typeof autocannon => typeof value === 'function';
  return [Reflect.get(Object(module), 'default'), module].find(isCannon);
}

async function measureRoutes(
  { root, project, options }: MeasureRequest<LatencyOptions>,
  settings: LatencySettings,
  known: Facts,
  routes: Routes,
  cannon: typeof autocannon,
): Promise<Facts> {
  const folder = join(root, project.root);
  const observer =
    settings.observer === undefined || settings.url !== undefined
      ? undefined
      : await startServiceObserver(settings.observer, root, project.root);
  const peer = await listen(() => Promise.resolve(200));
  let service: StartedProcess | undefined;
  try {
    const port = settings.url === undefined ? await freePort() : portOf(settings.url);
    const values = { port: String(port), peerUrl: peer.url };
    const environment = filled(
      { PORT: '{port}', HOST: '127.0.0.1', ...observer?.environment, ...settings.environment },
      values,
    );
    if (settings.url !== undefined) {
      if (!(await isListening(port))) {
        return { ...known, stage: 'listen', problem: `nothing listens at ${settings.url}` };
      }
    } else {
      const started = await startService(settings, { folder, environment, port }, stopTimeoutMs);
      if (!('service' in started)) return { ...known, ...started };
      ({ service } = started);
    }
    for (const [name, command] of Object.entries(settings.variables ?? {})) {
      const asked = startProcess({ command, folder, environment });
      const { code, text } = await asked.ended;
      if (code !== 0) {
        return { ...known, stage: 'prepare', command: command.join(' '), problem: text };
      }
      Object.assign(values, { [name]: asked.stdout().trim().split('\n').at(-1) ?? '' });
    }
    const origin = (settings.url ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
    return await driveAll(
      { ...known, undriven: [...routes.undriven], unknown: [...routes.unknown] },
      routes.requests.map((one) => ({ ...one, headers: filled(one.headers, values) })),
      { cannon, load: options.load, origin },
      { folder, service },
    );
  } finally {
    await service?.stop(stopTimeoutMs);
    await peer.close();
    await observer?.close();
  }
}

async function driveAll(
  known: Facts,
  requests: Routes['requests'],
  rounds: Omit<Parameters<typeof driveRoute>[1], 'bare'>,
  { folder, service }: { readonly folder: string; readonly service: StartedProcess | undefined },
): Promise<Facts> {
  const facts: Facts = { ...known, stage: 'drive', routes: [] };
  const bare = await startBareServer(folder);
  try {
    for (const request of requests) {
      const driven = await driveRoute(request, { ...rounds, bare });
      facts.routes.push(driven);
      // That a process has ended is known a moment after its connections break.
      if (service && driven.broken > 0) await Promise.race([service.ended, sleep(endedWithinMs)]);
      if (service?.isRunning() !== false) continue;
      return { ...facts, diedAt: request.route, problem: (await service.ended).text };
    }
    return { ...facts, stage: 'done' };
  } finally {
    await bare.stop();
  }
}

function portOf(url: string): number {
  const { port } = new URL(url);
  return port === '' ? 80 : Number(port);
}
