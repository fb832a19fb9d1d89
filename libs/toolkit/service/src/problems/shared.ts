import { defineProblems } from './catalogue.ts';

/** Problems that every service has. */
export const problem = defineProblems({
  'invalid-request': {
    status: 400,
    title: 'The request is not what this route takes.',
    description:
      'A part of the request has another form than the OpenAPI document says. `errors` names each part; mend them and send it again.',
  },
  'malformed-body': {
    status: 400,
    title: 'The body could not be read.',
    description: 'The body is not JSON, or its length is not what Content-Length says.',
  },
  'bad-cursor': {
    status: 400,
    title: 'The cursor is none of this service.',
    description: 'Cursors are taken as they are from `next` of an answer. Begin without one.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'The route needs an Idempotency-Key.',
    description:
      'Send the header Idempotency-Key with a value of your own for this operation (a UUID), and the same value when you send it again.',
  },
  unauthenticated: {
    status: 401,
    title: 'Nobody is logged in.',
    description:
      'The request brings no token or API key, or one that is not valid (any more). `detail` says which of these; get a new one.',
  },
  forbidden: {
    status: 403,
    title: 'The caller may not do this.',
    description: 'Who is logged in has none of the roles or scopes that this route wants.',
  },
  'route-not-found': {
    status: 404,
    title: 'There is no such route.',
    description: 'The routes stand in the OpenAPI document at /openapi.json.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing.',
    description: 'It does not exist, or it is not the caller’s to see.',
  },
  conflict: {
    status: 409,
    title: 'It is not in a state for this.',
    description: '`detail` says in what state it is. Read it again before anything else.',
  },
  'idempotency-key-in-use': {
    status: 409,
    title: 'The same operation is running.',
    description:
      'A request with the same Idempotency-Key has not ended. Wait, and send it again for its answer.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It has changed since it was read.',
    description:
      'If-Match names another version than there is now. Read it again, look at it, and repeat with the new ETag.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large.',
    description: '`detail` says how many bytes are taken.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a type that is not taken.',
    description: 'Send application/json.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request.',
    description: 'A key belongs to one operation with one body. Use a new key for a new operation.',
  },
  'precondition-required': {
    status: 428,
    title: 'The route needs If-Match.',
    description: 'Send the ETag of the version that you saw in the header If-Match.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests.',
    description: 'Wait for as many seconds as the header Retry-After says.',
  },
  'internal-error': {
    status: 500,
    title: 'The service failed.',
    description:
      'It is not the request’s fault. `requestId` and `traceId` lead to the cause in the service’s logs.',
  },
  unavailable: {
    status: 503,
    title: 'The service can’t do this now.',
    description:
      'What it needs (its database) does not answer, or it is about to end. Send the request again after Retry-After.',
  },
  'request-timeout': {
    status: 503,
    title: 'The request took too long.',
    description:
      'It was given up. Whether it took effect is not said: read, or repeat with the same Idempotency-Key.',
  },
});
