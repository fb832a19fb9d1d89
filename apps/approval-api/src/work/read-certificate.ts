import { createHash } from 'node:crypto';
import { tracedFetch } from '@h-j-petroleum/toolkit-service';

/** Where certificates lie: pdf-generator, and the key by which it is asked. */
export interface Archive {
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
}

/** The bytes of a certificate, if they are those that the trail has the hash of; or why not, in words. */
export async function readCertificate(
  { url, apiKey }: Archive,
  document: string,
  sha256: string,
): Promise<Buffer | string> {
  if (url === undefined) return 'This service is not connected to pdf-generator.';
  const response = await tracedFetch(
    `${url}/v1/documents/${encodeURIComponent(document)}/content`,
    {
      headers: apiKey === undefined ? {} : { 'x-api-key': apiKey },
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    },
  ).catch(() => undefined);
  if (response === undefined) return 'pdf-generator does not answer.';
  if (!response.ok) return `pdf-generator answered ${response.status}.`;
  const bytes = await response.bytes().catch(() => undefined);
  if (bytes === undefined) return 'pdf-generator broke off in the middle of its answer.';
  const found = createHash('sha256').update(bytes).digest('hex');
  return found === sha256
    ? Buffer.from(bytes)
    : `Its bytes have the hash ${found}, and the trail has ${sha256}.`;
}
