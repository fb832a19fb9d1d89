import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer, testService } from '@h-j-petroleum/toolkit-service/testing';
import type { LightMyRequestResponse } from 'fastify';
import { service } from '../src/app.ts';

/** Who asks: subject and roles. */
export type Who = readonly [string, ...string[]];
export const maker: Who = ['mia', 'document-maker'];
export const certifier: Who = ['approval-api', 'certifier'];

/** The service with an issuer, on a database. */
export async function pdfService(
  database: TestDatabase,
  {
    background = false,
    environment = {},
  }: { background?: boolean; environment?: Record<string, string> } = {},
) {
  const issuer = await localIssuer();
  const tested = await testService(service, {
    ...{ database, issuer, background },
    environment: { WORKERS: '1', ...environment },
  });
  const ask = async (
    who: Who | undefined,
    method: 'GET' | 'POST',
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
    ...{ ask, database },
    /** Does what is done by night. */
    clean: async () => {
      await service
        .work?.(tested.context)
        .clean({ id: '', data: {}, attempt: 1, signal: AbortSignal.timeout(60_000) });
    },
    close: async () => {
      await tested.close();
      await issuer.close();
    },
  };
}
export type PdfService = Awaited<ReturnType<typeof pdfService>>;
