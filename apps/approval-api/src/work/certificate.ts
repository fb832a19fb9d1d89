import { tracedFetch, transaction } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import { changeRequest } from '../changes/change-request.ts';
import type { Context } from '../changes/context.ts';
import type { Entry } from '../audit/entry.ts';
import type { LoadedRequest } from '../store/approval-store.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { clockwork } from '../trail/due-entry.ts';
import { nextEntry } from '../trail/next-entry.ts';

/** Where certificates are made, and what stands on them beside the request. */
export interface Certifier {
  /** Of pdf-generator. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly organisation: string;
  /** Where others reach this service, for the address that verifies the certificate. */
  readonly publicUrl: string;
}

/** What pdf-generator answers; it may answer more. */
const made = z.object({ id: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What the trail keeps of a certificate. */
export const certificate = z.object({
  document: z.string(),
  url: z.string(),
  sha256: z.string(),
});

/** Has the certificate of an approved request made, and writes its address and hash into the trail. Doing it twice makes one. */
export async function certify(
  context: Omit<Context, 'policies'>,
  certifier: Certifier,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  const store = postgresRequests(context.pool);
  const loaded = await store.find(id);
  const trail = await store.trail(id, 0, 10_000);
  const approval = trail.find(({ state, action }) => action === 'decided' && state === 'approved');
  if (loaded === undefined || approval === undefined) return;
  if (trail.some(({ action }) => action === 'certified')) return;
  const document = await makeDocument(certifier, loaded, approval, signal);
  await transaction(context.pool, (client) =>
    changeRequest(client, context, id, undefined, (current) =>
      nextEntry(current, {
        ...{ happening: 'certify', action: 'certified', actor: clockwork, at: context.clock() },
        data: {
          document: document.id,
          url: `${certifier.url}/v1/documents/${document.id}`,
          sha256: document.sha256,
        },
      }),
    ),
  );
}

async function makeDocument(
  { url, apiKey, ...words }: Certifier,
  loaded: LoadedRequest,
  approval: Entry,
  signal: AbortSignal | undefined,
): Promise<z.output<typeof made>> {
  const response = await tracedFetch(`${url}/v1/documents`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // The same for every attempt, so that a repeated one gets the document that was made.
      'idempotency-key': `approval-certificate-${loaded.request.id}`,
      ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
    },
    body: JSON.stringify({
      template: 'approval-certificate',
      data: certificateData(words, loaded, approval),
    }),
    redirect: 'error',
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  // 201 made; 200 the same again. 202 (made later) can't be: a certificate is small.
  if (response.status !== 201 && response.status !== 200)
    throw new Error(`pdf-generator answered ${response.status}: ${text.slice(0, 500)}`);
  return made.parse(JSON.parse(text));
}

/** What stands on the certificate: the request as it was when it was approved. */
export function certificateData(
  { organisation, publicUrl }: Pick<Certifier, 'organisation' | 'publicUrl'>,
  { request, decisions }: LoadedRequest,
  approval: Pick<Entry, 'hash' | 'sequence' | 'at'>,
) {
  const head = approval.hash.toString('hex');
  return {
    ...{ organisation, requestId: request.id, title: request.title, subject: request.subject },
    policy: `${request.policy.name} ${request.policy.version}`,
    requester: { id: request.requester },
    requestedAt: request.createdAt.toISOString(),
    outcome: 'approved',
    decidedAt: approval.at.toISOString(),
    ...(request.amount === undefined ? {} : { amount: request.amount }),
    decisions: decisions.map(({ step, verdict, by, name, onBehalfOf, at, comment }) => ({
      ...{ step: titleOf(request, step), decision: verdict },
      by: { id: by, ...(name === undefined ? {} : { name }) },
      ...(onBehalfOf === by ? {} : { onBehalfOf: { id: onBehalfOf } }),
      ...{ at: at.toISOString(), version: request.subject.version },
      ...(comment === undefined ? {} : { comment }),
    })),
    audit: { head, entries: approval.sequence },
    verificationUrl: `${publicUrl}/v1/audit/heads/${head}`,
  };
}

function titleOf({ policy }: LoadedRequest['request'], name: string): string {
  const step = policy.stages.flat().find((one) => one.name === name);
  return (step?.title ?? name).slice(0, 80);
}
