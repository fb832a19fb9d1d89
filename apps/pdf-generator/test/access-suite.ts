import { randomUUID } from 'node:crypto';
import {
  authorisationMatrix,
  forgeCursors,
  fuzzOpenapi,
  matrixTable,
  type Scene,
  type TestDatabase,
} from '@h-j-petroleum/toolkit-service/testing';
import { checkOpenapi } from '@h-j-petroleum/toolkit-service';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfService, type PdfService } from './service.ts';
import { sample } from '../src/templates/delivery-note/sample.ts';

/** Who may do what, and that nothing sent makes the service fail, on a database that is open. */
export function accessSuite(open: () => TestDatabase): void {
  let database: TestDatabase;
  let pdf: PdfService;
  beforeAll(async () => {
    database = open();
    pdf = await pdfService(database);
  });
  afterAll(() => pdf.close());

  const document = async (owner: string): Promise<string> => {
    const id = randomUUID();
    await database.pool.query(
      `insert into pdf.documents (id, owner, template, locale, state, rows, content, sha256, pages, ended_at, expires_at)
      values ($1, $2, 'invoice', 'de', 'made', 1, '\\x25', sha256('\\x25'), 1, now(), now() + interval '1 day')`,
      [id, owner],
    );
    return id;
  };
  const order = { template: 'delivery-note', data: sample };
  const scenes: Record<string, Scene> = {
    'POST /v1/documents': () => ({ body: order }),
    'GET /v1/documents': async (owner) => ({ query: { limit: 200 }, mark: await document(owner) }),
    'GET /v1/documents/{id}': async (owner) => ({ params: { id: await document(owner) } }),
    'GET /v1/documents/{id}/content': async (owner) => ({ params: { id: await document(owner) } }),
    'GET /v1/templates': () => ({}),
    'GET /v1/templates/{name}': () => ({ params: { name: 'invoice' } }),
    'POST /v1/previews': () => ({ body: order, query: { width: 100 } }),
  };

  describe('pdf-generator', () => {
    it('lets everybody do what is theirs, and nothing else', async () => {
      const rows = await authorisationMatrix(pdf, {
        roles: ['document-maker', 'certifier', 'document-reader'],
        scenes,
      });
      expect(rows.filter(({ actual, expected }) => actual !== expected)).toStrictEqual([]);
      expect(matrixTable(rows)).toBe(
        `GET /health/live: nobody allowed, somebody allowed, document-maker allowed, certifier allowed, document-reader allowed, machine allowed
GET /health/ready: nobody allowed, somebody allowed, document-maker allowed, certifier allowed, document-reader allowed, machine allowed
GET /problems/{code}: nobody allowed, somebody allowed, document-maker allowed, certifier allowed, document-reader allowed, machine allowed
GET /v1/documents: nobody 401, somebody allowed/confined, document-maker allowed/confined, certifier allowed/confined, document-reader allowed, machine allowed
POST /v1/documents: nobody 401, somebody 403, document-maker allowed, certifier allowed, document-reader 403, machine allowed
GET /v1/documents/{id}: nobody 401, somebody allowed/404, document-maker allowed/404, certifier allowed/404, document-reader allowed, machine allowed
GET /v1/documents/{id}/content: nobody 401, somebody allowed/404, document-maker allowed/404, certifier allowed/404, document-reader allowed, machine allowed
GET /v1/templates: nobody 401, somebody allowed, document-maker allowed, certifier allowed, document-reader allowed, machine allowed
GET /v1/templates/{name}: nobody 401, somebody allowed, document-maker allowed, certifier allowed, document-reader allowed, machine allowed
POST /v1/previews: nobody 401, somebody 403, document-maker allowed, certifier allowed, document-reader 403, machine allowed`,
      );
    });

    it('has the committed OpenAPI document', async () => {
      await checkOpenapi(pdf.app, fileURLToPath(new URL('../openapi.json', import.meta.url)));
    });

    it('answers whatever it is sent as its OpenAPI document says, and never fails', async () => {
      const faults = await fuzzOpenapi(pdf, {
        callers: [
          await pdf.as('fay', 'document-maker', 'certifier'),
          await pdf.as('fred', 'document-reader'),
        ],
        known: { id: [await document('fay')], name: ['invoice', 'timesheet'] },
        calls: 60,
      });
      expect(faults).toStrictEqual([]);
    });

    it('answers a cursor that nobody was given with a page or with 400', async () => {
      const caller = await pdf.as('fred', 'document-reader');
      expect(await forgeCursors(pdf, { caller })).toStrictEqual([]);
    });
  });
}
