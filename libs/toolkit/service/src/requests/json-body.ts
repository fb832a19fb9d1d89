import type { ServiceInstance } from '../app/types.ts';
import { problem } from '../problems/shared.ts';

/**
 * JSON bodies without `__proto__` and `constructor` tricks, and without what PostgreSQL can't keep: U+0000 and halves of
 * surrogate pairs, which JSON can write as escapes alone.
 */
export function parseJsonBodies(app: ServiceInstance): void {
  app.decorateRequest('rawBody', undefined);
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString();
    if (request.routeOptions.config.rawBody === true) request.rawBody = text;
    void parse(request, text, (error: Error | null, value: unknown) => {
      if (error === null && text.includes('\\u') && !isStorable(value)) {
        done(
          problem('invalid-request', 'The body holds characters that can’t be stored (U+0000).'),
        );
        return;
      }
      done(error, value);
    });
  });
}

/** Without recursion: a body can be nested deeper than the stack is. */
function isStorable(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one === 'string') {
      if (/\p{Surrogate}/u.test(one) || one.includes('\0')) return false;
    } else if (typeof one === 'object' && one !== null) {
      for (const [key, inner] of Object.entries(one)) waiting.push(key, inner);
    }
  }
  return true;
}
