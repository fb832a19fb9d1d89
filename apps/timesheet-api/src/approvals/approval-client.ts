import type { z } from 'zod';
import type { Config } from '../config.ts';
import type { Filing } from '../store/submissions.ts';
import { approvalRequest } from './contract.ts';

export type ApprovalRequest = z.output<typeof approvalRequest>;

/** approval-api, as far as this service asks it. Every call may be made again: it is the same one by its key. */
export interface ApprovalClient {
  file(key: string, filing: Filing): Promise<ApprovalRequest>;
  read(id: string): Promise<ApprovalRequest>;
  /** Undefined where it can't be withdrawn any more, for it is decided. */
  withdraw(key: string, id: string): Promise<ApprovalRequest | undefined>;
}

/** approval-api answered what it should not, or nothing. The job that asked is done again later. */
export class ApprovalApiError extends Error {
  override readonly name = 'ApprovalApiError';
}

/** @param fetch a traced one, so that one trace leads through both services */
export function approvalClient(
  config: Pick<
    Config,
    | 'APPROVAL_API_URL'
    | 'APPROVAL_API_KEY'
    | 'APPROVAL_POLICY'
    | 'APPROVAL_SECRET_NAME'
    | 'PUBLIC_URL'
    | 'PORT'
    | 'HOST'
  >,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): ApprovalClient {
  const call = async (
    method: string,
    path: string,
    { key, body, version }: { key?: string; body?: unknown; version?: string } = {},
  ): Promise<{ status: number; etag: string | null; request: ApprovalRequest | undefined }> => {
    const response = await fetch(`${config.APPROVAL_API_URL}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'x-api-key': config.APPROVAL_API_KEY,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(version === undefined ? {} : { 'if-match': version }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // Nobody may send us, or our key, elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (response.status === 409 || response.status === 412)
      return { status: response.status, etag: null, request: undefined };
    if (!response.ok)
      throw new ApprovalApiError(
        `approval-api answered ${method} ${path} with ${response.status}: ${text.slice(0, 500)}`,
      );
    const parsed = approvalRequest.safeParse(jsonOf(text));
    if (!parsed.success)
      throw new ApprovalApiError(
        `approval-api answered ${method} ${path} with something else than a request: ${text.slice(0, 200)}`,
      );
    return { status: response.status, etag: response.headers.get('etag'), request: parsed.data };
  };
  const read = (id: string) => call('GET', `/v1/requests/${encodeURIComponent(id)}`);
  const known = (request: ApprovalRequest | undefined, what: string): ApprovalRequest => {
    if (request !== undefined) return request;
    throw new ApprovalApiError(`approval-api refused ${what} as a conflict.`);
  };
  const own = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  return {
    file: async (key, filing) => {
      const { request } = await call('POST', '/v1/requests', {
        key,
        body: {
          ...{ policy: config.APPROVAL_POLICY, ...filing },
          callback: {
            url: `${own}/v1/webhooks/approvals`,
            secretName: config.APPROVAL_SECRET_NAME,
          },
        },
      });
      return known(request, `the request ${key}`);
    },
    read: async (id) => known((await read(id)).request, `reading ${id}`),
    withdraw: async (key, id) => {
      const { request: found, etag } = await read(id);
      if (found?.state !== 'pending') return undefined;
      const { request } = await call('POST', `/v1/requests/${encodeURIComponent(id)}/withdrawal`, {
        ...{ key, body: {} },
        ...(etag === null ? {} : { version: etag }),
      });
      return request;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
