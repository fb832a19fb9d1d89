import * as z from 'zod/mini';

const texts = z.array(z.string());

/** How one service is started and asked; all of it may be left out where another entry of `services` says it. */
export const settingsSchema = z.strictObject({
  entry: z.optional(z.string()),
  command: z.optional(texts.check(z.minLength(1))),
  prepare: z.optional(z.array(texts.check(z.minLength(1)))),
  environment: z.optional(z.record(z.string(), z.string())),
  request: z.optional(
    z.strictObject({
      method: z._default(z.string(), 'GET'),
      path: z._default(z.string().check(z.startsWith('/')), '/'),
      headers: z._default(z.record(z.string(), z.string()), {}),
      body: z.optional(z.string()),
    }),
  ),
  observer: z.optional(z.string()),
  startSeconds: z.optional(z.number().check(z.positive(), z.maximum(600))),
  dependsOn: z.optional(texts),
  judges: z.optional(texts),
});

export const optionsSchema = z.strictObject({
  services: z._default(z.record(z.string(), settingsSchema), {}),
  ignore: z._default(texts, []),
  starters: z._default(texts, [
    '@h-j-petroleum/toolkit-service/run',
    '@h-j-petroleum/toolkit-telemetry/register',
  ]),
});

export type OtelOptions = z.output<typeof optionsSchema>;
export type ServiceSettings = z.output<typeof settingsSchema>;

export const optionDocs = {
  services:
    'Which projects are services, and how each is started: settings by name, root, glob, or `tag:` and a tag of the project; all entries that match are laid over one another.',
  ignore:
    'Globs from the root of the workspace: files that are no production code, besides tests, stories, benchmarks, scripts and the configuration of tools.',
  starters:
    'Modules that start traces, logs and metrics: at once when their specifier ends with `/register`, else when what they export is called.',
};
