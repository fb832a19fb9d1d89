import type { InjectOptions } from 'fastify';
import type { AccessRule } from '../../access/rule.ts';
import { accessOf, checkRule } from '../../access/rule.ts';
import type { Principal } from '../../access/principal.ts';
import { openapiOf } from '../../openapi/document.ts';
import type { Operation } from '../operations.ts';
import { addressOf, operationsOf } from '../operations.ts';
import type { TestService } from '../test-service.ts';

/** What an operation is called with. */
export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text that every answer holds which tells of the thing: its id. A list of somebody else's may not hold it. */
  readonly mark?: string;
  /** What it answers whom the rule lets in, where that is not 2xx: 409 where the domain says no. */
  readonly status?: number;
}

/**
 * Makes a thing of the owner's that the operation can be called about, and says how. Called before each call, so that each
 * finds it as it should be.
 */
export type Scene = (owner: string) => Call | Promise<Call>;

export interface MatrixOptions {
  /** All roles that there are. A rule that names another is a fault. */
  readonly roles: readonly string[];
  /** By operation: `PUT /v1/notes/{id}`. One that is missing is a fault, and so is one of no operation. */
  readonly scenes: Readonly<Record<string, Scene>>;
}

/** One call of the matrix. */
export interface MatrixRow {
  readonly operation: string;
  /** `nobody`, `somebody` without a role, the name of a role, `machine`. */
  readonly caller: string;
  /** Whether the thing is the caller's. */
  readonly whose: 'own' | 'other';
  /** `allowed`, `confined` to what is theirs, or the status that refuses it. */
  readonly expected: string;
  readonly actual: string;
}

/**
 * Calls every operation of a service as everybody about what is theirs and what is not, and holds the answers against the
 * rules in its OpenAPI document. Whatever differs is a row whose `actual` is not `expected`:
 *
 * ```ts
 * const rows = await authorisationMatrix(notes, { roles: ['reader'], scenes });
 * expect(rows.filter(({ actual, expected }) => actual !== expected)).toStrictEqual([]);
 * expect(matrixTable(rows)).toBe(`…`);
 * ```
 *
 * The rules themselves are judged by whoever reads the table: write it into the test.
 */
export async function authorisationMatrix(
  service: TestService,
  { roles, scenes }: MatrixOptions,
): Promise<MatrixRow[]> {
  const operations = operationsOf(await openapiOf(service.app));
  const all = { ...ownScenes, ...scenes };
  checkScenes(operations, all, scenes);
  const rows: MatrixRow[] = [];
  for (const operation of operations) {
    const rule = operation.about['x-access'];
    checkRule(rule, operation.name);
    checkRoles(rule, roles, operation.name);
    for (const caller of callersOf(rule, roles)) {
      for (const whose of ['own', 'other'] as const) {
        const scene = all[operation.name];
        if (scene !== undefined)
          rows.push(await rowOf(service, { operation, rule, caller, whose, scene }));
      }
    }
  }
  return rows;
}

/** Rows as text, an operation a line: `GET /v1/notes/{id}: nobody 401, somebody allowed/404, reader allowed`. */
export function matrixTable(rows: readonly MatrixRow[]): string {
  const lines = new Map<string, Map<string, string[]>>();
  for (const { operation, caller, actual } of rows) {
    const line = lines.get(operation) ?? new Map<string, string[]>();
    lines.set(operation, line.set(caller, [...(line.get(caller) ?? []), actual]));
  }
  return [...lines]
    .map(([operation, line]) => {
      const cells = [...line].map(
        ([caller, answers]) => `${caller} ${[...new Set(answers)].join('/')}`,
      );
      return `${operation}: ${cells.join(', ')}`;
    })
    .join('\n');
}

interface Caller {
  readonly name: string;
  readonly principal: Principal | null;
}

interface Case {
  readonly operation: Operation;
  readonly rule: AccessRule;
  readonly caller: Caller;
  readonly whose: 'own' | 'other';
  readonly scene: Scene;
}

/** Routes that every service has. */
const ownScenes: Readonly<Record<string, Scene>> = {
  'GET /health/live': () => ({}),
  'GET /health/ready': () => ({}),
  'GET /problems/{code}': () => ({ params: { code: 'not-found' } }),
};

function callersOf(rule: AccessRule, roles: readonly string[]): Caller[] {
  const scopes = typeof rule === 'object' ? (rule.scopes ?? []) : [];
  const person = (name: string, held: readonly string[]): Caller => ({
    name,
    principal: { subject: `matrix-${name}`, kind: 'person', roles: held, scopes },
  });
  const allowed = typeof rule === 'object' ? rule.roles : [];
  const subject = 'matrix-machine';
  const machine: Principal = { subject, kind: 'machine', roles: allowed, scopes };
  return [
    { name: 'nobody', principal: null },
    person('somebody', []),
    ...roles.map((role) => person(role, [role])),
    { name: 'machine', principal: machine },
    ...(scopes.length === 0
      ? []
      : [
          { name: 'without scope', principal: { ...machine, kind: 'person' as const, scopes: [] } },
        ]),
  ];
}

async function rowOf(service: TestService, one: Case): Promise<MatrixRow> {
  const { operation, caller, whose, scene } = one;
  const subject = caller.principal?.subject ?? 'matrix-nobody';
  const call = await scene(whose === 'own' ? subject : 'matrix-another');
  const response = await service.app.inject({
    ...{ method: operation.method, url: addressOf(operation, call.params, call.query) },
    headers: { ...call.headers, ...(await headersOf(service, caller)) },
    ...(call.body === undefined
      ? {}
      : { payload: call.body as NonNullable<InjectOptions['payload']> }),
  });
  const expected = expectedOf(one);
  const actual = actualOf(response, call, expected);
  return { operation: operation.name, caller: caller.name, whose, expected, actual };
}

async function headersOf(
  service: TestService,
  { principal }: Caller,
): Promise<Record<string, string>> {
  if (principal === null) return {};
  const { subject, roles, scopes, kind } = principal;
  const claims = kind === 'machine' ? { client_id: subject } : {};
  return { authorization: `Bearer ${await service.token({ subject, roles, scopes, claims })}` };
}

function expectedOf({ rule, caller, whose, operation }: Case): string {
  const access = accessOf(rule, caller.principal);
  if (access === 'any') return 'allowed';
  if (access === 'none') return caller.principal === null ? '401' : '403';
  if (whose === 'own') return 'allowed';
  return operation.path.includes('{') ? '404' : 'confined';
}

function actualOf(
  response: { readonly statusCode: number; readonly body: string },
  { mark, status }: Call,
  expected: string,
): string {
  const { statusCode, body } = response;
  const isAnswered =
    status === undefined ? statusCode < 400 : statusCode === status || statusCode < 300;
  if (!isAnswered) return String(statusCode);
  if (expected !== 'confined') return 'allowed';
  if (mark === undefined) return 'allowed, and without a mark nobody knows of what';
  return body.includes(mark) ? 'shown what is another’s' : 'confined';
}

function checkScenes(
  operations: readonly Operation[],
  all: Readonly<Record<string, Scene>>,
  given: Readonly<Record<string, Scene>>,
): void {
  const names = new Set(operations.map(({ name }) => name));
  const missing = [...names].filter((name) => !Object.hasOwn(all, name));
  const needless = Object.keys(given).filter((name) => !names.has(name));
  if (missing.length === 0 && needless.length === 0) return;
  throw new Error(
    [
      ...missing.map(
        (name) => `The operation ${name} has no scene, so nobody knows whom it lets in.`,
      ),
      ...needless.map((name) => `There is no operation ${name} for the scene of that name.`),
    ].join('\n'),
  );
}

function checkRoles(rule: AccessRule, roles: readonly string[], operation: string): void {
  const unknown = typeof rule === 'object' ? rule.roles.filter((one) => !roles.includes(one)) : [];
  if (unknown.length === 0) return;
  throw new Error(
    `${operation} lets in ${unknown.join(', ')}, which is none of the roles that there are.`,
  );
}
