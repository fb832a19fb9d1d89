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
  readonly language: 'de' | 'en';
  /** Where others reach this service, for the address that verifies the certificate. */
  readonly publicUrl: string;
}

/** What is read of pdf-generator's answers. Without a hash the document is not made yet. */
const answer = z.object({
  id: z.string().min(1),
  state: z.string().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

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

/** Orders the document, or asks for the one that was ordered; throws where it's not there yet, so that it's asked for again later. */
async function makeDocument(
  { language, ...certifier }: Certifier,
  loaded: LoadedRequest,
  approval: Entry,
  signal: AbortSignal | undefined,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const ordered = await ask(certifier, '/v1/documents', signal, {
    // The same for every attempt, so that a repeated one gets the document that was ordered.
    key: `approval-certificate-${loaded.request.id}`,
    order: {
      ...{ template: 'approval-certificate', locale: language },
      data: certificateData(certifier, loaded, approval),
    },
  });
  const { id, state, sha256 } =
    ordered.sha256 === undefined
      ? await ask(certifier, `/v1/documents/${encodeURIComponent(ordered.id)}`, signal)
      : ordered;
  if (sha256 !== undefined) return { id, sha256 };
  throw new Error(`the document ${id} of pdf-generator is ${state ?? 'not made yet'}`);
}

async function ask(
  { url, apiKey }: Pick<Certifier, 'url' | 'apiKey'>,
  path: string,
  signal: AbortSignal | undefined,
  post?: { readonly key: string; readonly order: object },
): Promise<z.output<typeof answer>> {
  const response = await tracedFetch(`${url}${path}`, {
    method: post === undefined ? 'GET' : 'POST',
    headers: {
      ...(post === undefined
        ? {}
        : { 'content-type': 'application/json', 'idempotency-key': post.key }),
      ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
    },
    redirect: 'error',
    ...(post === undefined ? {} : { body: JSON.stringify(post.order) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`pdf-generator answered ${response.status}: ${text.slice(0, 500)}`);
  return answer.parse(JSON.parse(text));
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
      ...(comment === undefined ? {} : { comment: lineFeeds(comment) }),
    })),
    audit: { head, entries: approval.sequence },
    verificationUrl: `${publicUrl}/v1/audit/heads/${head}`,
  };
}

/** Lines as pdf-generator takes them. */
function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
}

function titleOf({ policy }: LoadedRequest['request'], name: string): string {
  const step = policy.stages.flat().find((one) => one.name === name);
  return (step?.title ?? name).slice(0, 80);
}
