import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '@h-j-petroleum/standards-engine';
import { baseOf } from './base-of.ts';
import { checkSession } from './check-session.ts';
import { openSession } from './session.ts';
import type { Repository } from './testing/repository.ts';
import { createRepository } from './testing/repository.ts';

/** An API with one operation that answers with some properties. */
const api = (version: string, ...properties: string[]) => ({
  openapi: '3.1.0',
  info: { title: 'shop', version },
  security: [],
  paths: {
    '/orders': {
      get: {
        operationId: 'getOrders',
        summary: 'All orders',
        responses: {
          200: {
            description: 'Here they are.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: Object.fromEntries(
                    properties.map((name) => [name, { type: 'string' }]),
                  ),
                },
              },
            },
          },
        },
      },
    },
  },
});

describe('a document with a history', () => {
  let repository: Repository;
  let base: string | undefined;
  beforeEach(() => {
    base = process.env['NX_BASE'];
    delete process.env['NX_BASE'];
    repository = createRepository({
      'package.json': { name: 'shop', version: '1.0.0' },
      '.gitignore': '.standards/\n',
      'openapi.json': api('1.0.0', 'id', 'total'),
    });
    repository.git('switch', '--quiet', '--create=change');
  });
  afterEach(() => {
    if (base === undefined) delete process.env['NX_BASE'];
    else process.env['NX_BASE'] = base;
    repository.remove();
  });

  function commit(document: object): string {
    repository.write({ 'openapi.json': document });
    repository.git('commit', '--quiet', '--all', '--message=change');
    return repository.git('rev-parse', 'HEAD').trim();
  }

  async function judge(affected?: { base: string | undefined; head: string | undefined }) {
    const session = await openSession({ root: repository.root });
    const { report } = await checkSession(session, {
      skills: ['api:openapi-check'],
      ...(affected ? { affected } : {}),
    });
    const row = report.outcomes.find(({ skill }) => skill === 'api:openapi-check');
    return {
      findings: report.findings.map(({ message, line }) => `${line}: ${message}`),
      outcome: row?.outcome,
      reason: row?.reason,
    };
  }

  const gone = '18: GET /orders, response 200.total is gone (response-property-removed)';

  it('is compared with where its branch left main, committed or not', async () => {
    repository.write({ 'openapi.json': api('1.0.0', 'id') });
    expect(await judge()).toEqual({ findings: [gone], outcome: 'fail', reason: undefined });
    commit(api('1.0.0', 'id'));
    commit(api('1.0.1', 'id'));
    expect((await judge()).findings).toEqual([gone]);
    expect((await judge({ base: 'main', head: 'HEAD' })).findings).toEqual([gone]);
  });

  it('is not compared with what main became meanwhile', async () => {
    repository.git('switch', '--quiet', 'main');
    commit(api('1.0.0', 'id', 'total', 'state'));
    repository.git('switch', '--quiet', 'change');
    commit(api('1.0.0', 'id', 'total', 'note'));
    expect(await judge()).toEqual({ findings: [], outcome: 'pass', reason: undefined });
  });

  it('breaks nobody where its version says so', async () => {
    commit(api('2.0.0', 'id'));
    expect((await judge()).outcome).toBe('pass');
  });

  it('is compared with what NX_BASE or --base name', async () => {
    const first = commit(api('1.0.0', 'id', 'total', 'note'));
    commit(api('1.0.0', 'id', 'total'));
    expect((await judge()).findings).toEqual([]);
    const noteGone = '18: GET /orders, response 200.note is gone (response-property-removed)';
    expect((await judge({ base: first, head: undefined })).findings).toEqual([noteGone]);
    process.env['NX_BASE'] = first;
    expect((await judge()).findings).toEqual([noteGone]);
  });

  it('of which git cannot tell what it was does not pass', async () => {
    process.env['NX_BASE'] = 'nowhere';
    const { findings, outcome, reason } = await judge();
    expect([findings, outcome]).toEqual([[], 'not-supported']);
    expect(reason).toMatch(
      /^It is not known what openapi.json was: git knows no commit `nowhere` in .+fetch the whole history \(fetch-depth: 0\)\.$/,
    );
  });

  it('is known with the files that are other than they were, committed or not', async () => {
    repository.write({ 'kept.ts': '1', 'gone.ts': '1' });
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message=more');
    repository.git('branch', '--force', 'main');
    repository.write({ 'kept.ts': '1', 'new.ts': '1', '.standards/x': '1' });
    repository.git('rm', '--quiet', 'gone.ts');
    const head = commit(api('1.0.1', 'id'));
    repository.write({ 'later.ts': '1' });
    const changed = async (request: { base?: string; head?: string }) => {
      const base = await baseOf(repository.root, diskFiles(repository.root), request, {})();
      return base.state === 'known' ? base.changed() : base.reason;
    };
    expect(await changed({})).toEqual(['gone.ts', 'later.ts', 'new.ts', 'openapi.json']);
    expect(await changed({ head })).toEqual(['gone.ts', 'openapi.json']);
  });
});
