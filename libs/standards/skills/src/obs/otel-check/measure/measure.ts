import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure, MeasureRequest, MeasureResult } from '@h-j-petroleum/standards-engine';
import { freePort, listen } from '../../../measured/loopback.ts';
import type { StartedProcess } from '../../../measured/service-process.ts';
import { filled, startService } from '../../../measured/start-service.ts';
import type { OtelOptions, ServiceSettings } from '../options.ts';
import { serviceOf } from '../service.ts';
import type { Facts, Observed } from './facts.ts';
import { judgeFacts } from './judge.ts';
import type { Observer } from './observer.ts';
import { startObserver } from './observer.ts';

/** What a service sends by intervals has come by then; the rest comes when it is told to end. */
const defaultSettleMs = 4000;
const pollMs = 200;
const requestTimeoutMs = 15_000;
const stopTimeoutMs = 10_000;

/** Starts a service as it is started, asks it one thing, and looks at what it sends. */
export const measureService: Measure<OtelOptions> = (request) =>
  measureWithin(defaultSettleMs, request);

/** @param settleMs milliseconds that are waited for signals that are still missing */
export async function measureWithin(
  settleMs: number,
  { root, project, options }: MeasureRequest<OtelOptions>,
): Promise<MeasureResult> {
  const settings = serviceOf(project, options);
  if (settings?.command === undefined) return { notSupported: 'Nothing says how it is started.' };
  const observer = await startObserver(settings.observer, root, project.root);
  try {
    const facts = await measureWith(observer, settings, join(root, project.root), settleMs);
    const release = project.manifest?.data['version'];
    const faults = judgeFacts(facts, typeof release === 'string' ? release : undefined);
    return { value: facts, keep: faults.length === 0 };
  } finally {
    await observer.close();
  }
}

async function measureWith(
  observer: Observer,
  settings: ServiceSettings,
  folder: string,
  settleMs: number,
): Promise<Facts> {
  const calls: Facts['calls'] = [];
  const peer = await listen((request) => {
    const [, traceId, parentSpanId] =
      /^00-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(String(request.headers['traceparent'])) ?? [];
    calls.push({
      what: `${request.method} ${(request.url ?? '').split('?')[0]}`,
      ...(traceId === undefined ? {} : { traceId }),
      ...(parentSpanId === undefined ? {} : { parentSpanId }),
    });
    return Promise.resolve(200);
  });
  const port = await freePort();
  const environment = filled(
    { PORT: '{port}', HOST: '127.0.0.1', ...observer.environment, ...settings.environment },
    { port: String(port), peerUrl: peer.url },
  );
  const { command = [] } = settings;
  const { method = 'GET', path = '/' } = settings.request ?? {};
  const known: Facts = {
    ...{ version: 1, stage: 'prepare', command: command.join(' '), request: `${method} ${path}` },
    sent: { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') },
    ...{ observed: { spans: [], logs: [], metrics: [] }, calls },
  };
  let service: StartedProcess | undefined;
  try {
    const started = await startService(settings, { folder, environment, port }, stopTimeoutMs);
    if (!('service' in started)) return { ...known, ...started };
    ({ service } = started);
    await observer.forget();
    // What the service calls by itself while it starts is part of no request.
    calls.length = 0;
    const status = await ask(`http://127.0.0.1:${port}${path}`, settings.request, known.sent);
    if (typeof status === 'string') return { ...known, stage: 'request', problem: status };
    const asked: Facts = { ...known, stage: 'done', status };
    let observed: Observed = await observer.read();
    const complete = (): boolean => judgeFacts({ ...asked, observed }, undefined).length === 0;
    for (const until = Date.now() + settleMs; Date.now() < until && !complete();) {
      await sleep(pollMs);
      observed = await observer.read();
    }
    if (!complete()) {
      await service.stop(stopTimeoutMs);
      observed = await observer.read();
    }
    return { ...asked, observed };
  } finally {
    await service?.stop(stopTimeoutMs);
    await peer.close();
  }
}

/** The status of the answer, or why there is none. The request is part of a trace, as that of another service would be. */
async function ask(
  url: string,
  request: ServiceSettings['request'],
  { traceId, spanId }: Facts['sent'],
): Promise<number | string> {
  try {
    const response = await fetch(url, {
      ...{ method: request?.method ?? 'GET', redirect: 'manual' },
      signal: AbortSignal.timeout(requestTimeoutMs),
      headers: { ...request?.headers, traceparent: `00-${traceId}-${spanId}-01` },
      ...(request?.body === undefined ? {} : { body: request.body }),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `no answer: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
