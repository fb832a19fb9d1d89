import type { RecordedRun, RunHistory, RunQuery } from '@h-j-petroleum/standards-engine';
import { modes, normaliseQuery, outcomes, standings } from '@h-j-petroleum/standards-engine';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import * as z from 'zod/mini';

export interface PostgresHistoryOptions {
  /** Milliseconds that one statement may take, its connection included; after that it is given up. @default 10000 */
  readonly timeoutMs?: number;
}

/** Runs that are read at once: each may hold thousands of outcomes. */
const pageSize = 20;

/**
 * The runs of many workspaces and machines in the schema `standards`. The role needs what `standards.grant_to` gives a
 * `writer` to record, and a `reader` to read.
 */
export function postgresHistory(
  database: Database,
  { timeoutMs = 10_000 }: PostgresHistoryOptions = {},
): RunHistory {
  const ask = async (text: string, values: readonly unknown[]): Promise<readonly unknown[]> =>
    database.session(
      async (session) => (await session.query(text, values)).rows,
      AbortSignal.timeout(timeoutMs),
    );
  return {
    async record(run) {
      await ask(insertRun, [JSON.stringify(run, storable)]);
    },
    async *runs(query = {}) {
      const ids = z.array(z.object({ id: z.string() })).parse(await ask(...idsOf(query)));
      for (let at = 0; at < ids.length; at += pageSize) {
        const page = ids.slice(at, at + pageSize).map(({ id }) => id);
        const rows = await ask(selectRuns, [JSON.stringify(page)]);
        for (const { run } of z.array(row).parse(rows)) yield run;
      }
    },
  };
}

/** What the database takes for text: it knows no character NUL, and no half of a pair. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string'
    ? value.replaceAll('\0', '\u{FFFD}').replaceAll(/\p{Surrogate}/gu, '\u{FFFD}')
    : value;
}

// One statement: whole or not at all, and no transaction that others would have to wait for.
const insertRun = `
  with given as (select $1::jsonb as run),
  new_run as (
    insert into standards.runs
      (id, version, started_at, duration_ms, workspace, commit, branch, dirty, ci, door, pilot, exit_code)
    select (run->>'id')::uuid, (run->>'version')::smallint, (run->>'startedAt')::timestamptz,
      (run->>'durationMs')::double precision, run->>'workspace', run->>'commit', run->>'branch',
      (run->>'dirty')::boolean, (run->>'ci')::boolean, run->>'door', (run->>'pilot')::boolean,
      (run->>'exitCode')::smallint
    from given
    on conflict (id) do nothing
    returning id
  ),
  new_outcomes as (
    insert into standards.outcomes (run, position, skill, project, outcome, mode, duration_ms, reason)
    select new_run.id, o.position, o.value->>'skill', o.value->>'project', o.value->>'outcome',
      o.value->>'mode', (o.value->>'durationMs')::double precision, o.value->>'reason'
    from new_run, given, jsonb_array_elements(given.run->'outcomes') with ordinality as o (value, position)
  )
  insert into standards.findings (run, outcome, position, fingerprint, message_id, file, standing)
  select new_run.id, o.position, f.position, f.value->>'fingerprint', f.value->>'messageId',
    f.value->>'file', f.value->>'standing'
  from new_run, given, jsonb_array_elements(given.run->'outcomes') with ordinality as o (value, position),
    jsonb_array_elements(o.value->'findings') with ordinality as f (value, position)`;

/** The ids of the runs that match, oldest first: read at once, so that what is recorded meanwhile moves no page. */
function idsOf(query: RunQuery): [text: string, values: readonly unknown[]] {
  const { since, until, branch, workspace, limit } = normaliseQuery(query);
  return [
    `select id::text from (
       select id, started_at from standards.runs
       where ($1::timestamptz is null or started_at >= $1)
         and ($2::timestamptz is null or started_at < $2)
         and ($3::text is null or branch = $3)
         and ($4::text is null or workspace = $4)
       order by started_at desc, id desc
       limit $5::bigint
     ) as newest
     order by started_at, id`,
    [since ?? null, until ?? null, branch ?? null, workspace ?? null, limit ?? null],
  ];
}

const selectRuns = `
  select jsonb_build_object(
    'version', r.version, 'id', r.id,
    'startedAt', to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'durationMs', r.duration_ms, 'workspace', r.workspace, 'commit', r.commit, 'branch', r.branch,
    'dirty', r.dirty, 'ci', r.ci, 'door', r.door, 'pilot', r.pilot, 'exitCode', r.exit_code,
    'outcomes', coalesce((
      select jsonb_agg(jsonb_build_object(
        'skill', o.skill, 'project', o.project, 'outcome', o.outcome, 'mode', o.mode,
        'durationMs', o.duration_ms, 'reason', o.reason,
        'findings', coalesce((
          select jsonb_agg(jsonb_build_object(
            'fingerprint', f.fingerprint, 'messageId', f.message_id, 'file', f.file, 'standing', f.standing
          ) order by f.position)
          from standards.findings f where f.run = o.run and f.outcome = o.position
        ), '[]')
      ) order by o.position)
      from standards.outcomes o where o.run = r.id
    ), '[]')
  )::text as run
  from standards.runs r
  where r.id in (select value::uuid from jsonb_array_elements_text($1::jsonb))
  order by r.started_at, r.id`;

const outcome = z.pipe(
  z.object({
    skill: z.string(),
    project: z.string(),
    outcome: z.enum(outcomes),
    mode: z.enum(modes),
    durationMs: z.number(),
    reason: z.nullable(z.string()),
    findings: z.array(
      z.object({
        fingerprint: z.string(),
        messageId: z.string(),
        file: z.string(),
        standing: z.enum(standings),
      }),
    ),
  }),
  z.transform(({ reason, ...rest }) => (reason === null ? rest : { ...rest, reason })),
);

const run: z.ZodMiniType<RecordedRun> = z.object({
  version: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  workspace: z.string(),
  commit: z.nullable(z.string()),
  branch: z.nullable(z.string()),
  dirty: z.nullable(z.boolean()),
  ci: z.boolean(),
  door: z.enum(['cli', 'nx', 'library']),
  pilot: z.boolean(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  outcomes: z.array(outcome),
});

const row = z.object({
  run: z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string): unknown => JSON.parse(text)),
    ),
    run,
  ),
});
