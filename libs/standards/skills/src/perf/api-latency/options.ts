import * as z from 'zod/mini';

const texts = z.array(z.string());
const command = texts.check(z.minLength(1));
const values = z.record(z.string(), z.string());

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];

/** Nothing but this machine is ever put under load. */
function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'http:' && loopbackHosts.includes(url.hostname) && url.username === '';
}

/** How often the bare server's time: `{ "p95": 12 }` is twelve times. `errors` is a share of the requests. */
const budgetsSchema = z.strictObject({
  p50: z.optional(z.number().check(z.positive())),
  p95: z.optional(z.number().check(z.positive())),
  p99: z.optional(z.number().check(z.positive())),
  errors: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
});
export type Budgets = z.output<typeof budgetsSchema>;

const requestSchema = z.strictObject({
  path: z.optional(z.string().check(z.startsWith('/'))),
  headers: z.optional(values),
  body: z.optional(z.string()),
  status: z.optional(z.array(z.int())),
  budgets: z.optional(budgetsSchema),
});
export type RequestSettings = z.output<typeof requestSchema>;

/** How one service is started and driven; all of it may be left out where another entry of `services` says it. */
export const settingsSchema = z.strictObject({
  url: z.optional(
    z
      .string()
      .check(
        z.refine(
          isLoopback,
          'must be http:// and a loopback address: 127.0.0.1, localhost or [::1]',
        ),
      ),
  ),
  command: z.optional(command),
  prepare: z.optional(z.array(command)),
  environment: z.optional(values),
  variables: z.optional(z.record(z.string(), command)),
  observer: z.optional(z.string()),
  startSeconds: z.optional(z.number().check(z.positive(), z.maximum(600))),
  document: z.optional(z.string()),
  routes: z.optional(texts),
  headers: z.optional(values),
  requests: z.optional(z.record(z.string(), requestSchema)),
  budgets: z.optional(budgetsSchema),
  dependsOn: z.optional(texts),
  judges: z.optional(texts),
});
export type LatencySettings = z.output<typeof settingsSchema>;

const loadDefaults = { connections: 4, rounds: 5, requests: 100, timeoutSeconds: 5 };

export const optionsSchema = z.strictObject({
  services: z._default(z.record(z.string(), settingsSchema), {}),
  load: z._default(
    z.strictObject({
      connections: z._default(
        z.int().check(z.minimum(1), z.maximum(100)),
        loadDefaults.connections,
      ),
      rounds: z._default(z.int().check(z.minimum(3), z.maximum(50)), loadDefaults.rounds),
      requests: z._default(z.int().check(z.minimum(20), z.maximum(100_000)), loadDefaults.requests),
      timeoutSeconds: z._default(
        z.int().check(z.minimum(1), z.maximum(60)),
        loadDefaults.timeoutSeconds,
      ),
    }),
    loadDefaults,
  ),
  noise: z._default(z.number().check(z.positive(), z.maximum(10)), 0.5),
});
export type LatencyOptions = z.output<typeof optionsSchema>;

export const optionDocs = {
  services:
    'Which projects are services, and how each is started and driven: settings by name, root, glob, or `tag:` and a tag of the project; all entries that match are laid over one another.',
  load: 'How each route is driven: `connections` at once, `rounds` of as many `requests`, and the seconds after which a request counts as timed out.',
  noise:
    'How far the rounds of the bare server may lie apart, as a share of their median, before latencies are not judged.',
};
