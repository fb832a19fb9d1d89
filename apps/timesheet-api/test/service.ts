import type { LocalIssuer, TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer, testService } from '@h-j-petroleum/toolkit-service/testing';
import type { LightMyRequestResponse } from 'fastify';
import { service } from '../src/app.ts';
import type { StandIn } from './approval-api.ts';
import { startApprovalApi } from './approval-api.ts';
import type { Scene } from './scene.ts';
import { freshWeek, setScene } from './scene.ts';

export const webhookSecret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const apiKey = `hjp_${'0'.repeat(18)}_${'k'.repeat(43)}`;

/** Who asks: subject and roles. */
export type Who = readonly [string, ...string[]];
export const admin: Who = ['root', 'administrator'];
export const payroll: Who = ['penny', 'payroll'];

/** The service with a company in it, an issuer, and a stand-in for approval-api. */
export async function timesheetService(database: TestDatabase, { background = false } = {}) {
  const [issuer, approvals]: [LocalIssuer, StandIn] = await Promise.all([
    localIssuer(),
    startApprovalApi(webhookSecret, apiKey),
  ]);
  const scene: Scene = await setScene(database.pool);
  const tested = await testService(service, {
    ...{ database, issuer, background },
    environment: {
      ...{ APPROVAL_API_URL: approvals.url, APPROVAL_API_KEY: apiKey },
      ...{ APPROVAL_WEBHOOK_SECRET: webhookSecret, PUBLIC_URL: 'http://127.0.0.1:4302' },
    },
  });
  const handlersOf = () => {
    const handlers = service.work?.(tested.context);
    if (handlers === undefined) throw new Error('The service has no handlers.');
    return handlers;
  };
  const ask = async (
    who: Who | undefined,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> =>
    tested.app.inject({
      ...{ method, url },
      ...(payload === undefined ? {} : { payload }),
      headers: { ...(who === undefined ? {} : await tested.as(...who)), ...headers },
    });
  return {
    ...tested,
    ...{ issuer, approvals, scene, ask, database },
    /** Works on the outbox's jobs until it is stopped, and the outbox with it. */
    work: async () => tested.context.outbox.work(handlersOf()),
    /** Does what is done by night. */
    forget: async () => {
      await handlersOf().forget({
        id: '',
        data: {},
        attempt: 1,
        signal: new AbortController().signal,
      });
    },
    /** A timesheet of Ada's with a morning in it; its address, its ETag and its days. */
    sheet: async (who: Who = ['ada']) => {
      const { week, day } = freshWeek();
      const opened = await ask(who, 'POST', '/v1/timesheets', { week });
      if (opened.statusCode !== 201) throw new Error(opened.body);
      const url = String(opened.headers.location);
      const { taskId } = scene;
      const times = { start: `${day(0)}T08:00`, end: `${day(0)}T12:00` };
      const recorded = await ask(who, 'POST', `${url}/entries`, { ...times, taskId });
      if (recorded.statusCode !== 201) throw new Error(recorded.body);
      return { url, week, day, etag: String(recorded.headers.etag), entry: recorded.json() };
    },
    close: async () => {
      await tested.close();
      await Promise.all([issuer.close(), approvals.close()]);
    },
  };
}

export type TimesheetService = Awaited<ReturnType<typeof timesheetService>>;
