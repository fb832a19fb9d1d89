import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request's `authorization` brings this token; how long it takes tells nothing about it. */
export function bears(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
