import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problems/shared.ts';

/** The ETag of a version: `"7"`. Strong: two answers with the same one say the same. */
export function etagOf(version: number | string): string {
  return `"${version}"`;
}

/** Sends the version along, for `If-Match` of the next change and `If-None-Match` of the next read. */
export function sendVersion(reply: FastifyReply, version: number | string): void {
  void reply.header('etag', etagOf(version));
}

/**
 * Holds `If-Match` against the version there is now. Ask inside the transaction that makes the change, with the row locked:
 * two who saw the same version get one change and one `precondition-failed`.
 *
 * @throws ServiceProblem `precondition-failed`; `precondition-required` where the route wants the header and there is none
 */
export function requireMatch(request: FastifyRequest, version: number | string): void {
  const given = request.headers['if-match'];
  if (given === undefined) {
    if (request.routeOptions.config.ifMatch !== 'required') return;
    throw missing();
  }
  if (!matches(given, etagOf(version))) {
    throw problem('precondition-failed', 'It has changed since the version that If-Match names.', {
      headers: { etag: etagOf(version) },
    });
  }
}

/** `precondition-required`, before anything is looked up. */
export function missing() {
  return problem('precondition-required', 'The header If-Match is missing.');
}

/** Whether one of a header's ETags is this one (RFC 9110, section 13.1); `*` is any. */
export function matches(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((one) => one.trim() === etag);
}

/** The same for `If-None-Match`, where weak ETags count. */
export function matchesWeakly(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  const strong = etag.replace(/^W\//, '');
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === strong);
}
