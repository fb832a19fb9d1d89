import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample as certificate } from '../src/templates/approval-certificate/sample.ts';
import { sample as invoice } from '../src/templates/invoice/sample.ts';
import { makeQueued } from '../src/service/making.ts';
import { insertQueued } from '../src/store/documents.ts';
import { TypesettingError, type TypesettingCode } from '../src/typesetting/error.ts';
import { readPdf } from './read-pdf.ts';
import { certifier, maker, pdfService, type PdfService, type Who } from './service.ts';

const order = { template: 'invoice', data: invoice };
const long = (rows: number) => ({
  ...order,
  data: { ...invoice, lines: Array.from({ length: rows }, () => invoice.lines[2]) },
});

/** What the service does for who calls it, on a database that is open. */
export function serviceSuite(open: () => TestDatabase): void {
  let database: TestDatabase;
  let pdf: PdfService;
  beforeAll(async () => {
    database = open();
    pdf = await pdfService(database, { background: true });
  });
  afterAll(() => pdf.close());

  /** Reads a document until it is made or failed. */
  const ended = async (who: Who, url: string) => {
    for (;;) {
      const response = await pdf.ask(who, 'GET', url);
      const document = response.json();
      if (document.state === 'made' || document.state === 'failed') return document;
      await wait(50);
    }
  };

  describe('a small document', () => {
    it('is made at once, kept, and read by whoever asked for it', async () => {
      const made = await pdf.ask(maker, 'POST', '/v1/documents', order);
      expect(made.statusCode).toBe(201);
      const document = made.json();
      expect(document).toMatchObject({
        ...{ template: 'invoice', locale: 'de', state: 'made', owner: 'mia', rows: 5, pages: 1 },
        content: `/v1/documents/${document.id}/content`,
      });
      expect(made.headers['location']).toBe(`/v1/documents/${document.id}`);
      expect((await pdf.ask(maker, 'GET', `/v1/documents/${document.id}`)).json()).toEqual(
        document,
      );

      const content = await pdf.ask(maker, 'GET', document.content);
      expect(content.statusCode).toBe(200);
      expect(content.headers['content-type']).toBe('application/pdf');
      expect(content.headers['content-disposition']).toBe(
        `inline; filename="invoice-${document.id}.pdf"`,
      );
      expect(content.rawPayload).toHaveLength(document.bytes);
      expect(createHash('sha256').update(content.rawPayload).digest('hex')).toBe(document.sha256);
      expect(content.headers['etag']).toBe(`"${document.sha256}"`);
      expect((await readPdf(content.rawPayload)).pages[0]).toContain('Rechnungsbetrag 35.871,58 €');

      const again = await pdf.ask(maker, 'GET', document.content, undefined, {
        'if-none-match': String(content.headers['etag']),
      });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    });

    it('is one for one Idempotency-Key', async () => {
      const key = { 'idempotency-key': 'once' };
      const first = await pdf.ask(maker, 'POST', '/v1/documents', order, key);
      const second = await pdf.ask(maker, 'POST', '/v1/documents', order, key);
      expect(second.statusCode).toBe(201);
      expect(second.json()).toEqual(first.json());
      const other = await pdf.ask(maker, 'POST', '/v1/documents', { ...order, locale: 'en' }, key);
      expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    });

    it('has the same hash each time it is asked for', async () => {
      const [one, two] = [
        await pdf.ask(maker, 'POST', '/v1/documents', order),
        await pdf.ask(maker, 'POST', '/v1/documents', order),
      ];
      expect(one.json().id).not.toBe(two.json().id);
      expect(one.json().sha256).toBe(two.json().sha256);
    });

    it('is refused with each place that is wrong, or names what no font has where that is wished', async () => {
      const data = { ...invoice, currency: 'EUX', totals: { net: '1', vat: '1', gross: '2' } };
      expect(
        (await pdf.ask(maker, 'POST', '/v1/documents', { ...order, data })).json(),
      ).toMatchObject({
        ...{ status: 400, code: 'invalid-request' },
        errors: [
          {
            pointer: '/body/data/currency',
            message: 'is the ISO 4217 code of a currency, such as "EUR"',
          },
        ],
      });
      const buyer = { ...invoice.buyer, name: 'ไทย' };
      const refused = await pdf.ask(maker, 'POST', '/v1/documents', {
        ...order,
        data: { ...invoice, buyer },
      });
      expect(refused.json()).toMatchObject({
        ...{ status: 422, code: 'glyphs-missing' },
        errors: [
          {
            pointer: '/body/data/buyer/name',
            message: expect.stringMatching(/^holds ไ \(U\+0E44\), ท/),
          },
        ],
      });
      const named = { ...order, data: { ...invoice, buyer }, missingGlyphs: 'name' };
      for (const headers of [{}, { prefer: 'respond-async' }]) {
        const made = await pdf.ask(maker, 'POST', '/v1/documents', named, headers);
        const document = await ended(maker, String(made.headers['location']));
        const content = await pdf.ask(maker, 'GET', document.content);
        const text = (await readPdf(content.rawPayload)).pages.flat().join(' ');
        expect(text).toContain('[U+0E44][U+0E17][U+0E22]');
      }
      expect(
        (await pdf.ask(maker, 'POST', '/v1/documents', { ...order, template: 'poster' }))
          .statusCode,
      ).toBe(400);
    });

    it('that certifies is made for certifiers alone', async () => {
      const wanted = { template: 'approval-certificate', data: certificate };
      expect((await pdf.ask(maker, 'POST', '/v1/documents', wanted)).json()).toMatchObject({
        ...{ status: 403, code: 'forbidden' },
        detail: 'Only who has the role certifier may make an approval-certificate.',
      });
      expect((await pdf.ask(maker, 'POST', '/v1/previews', wanted)).statusCode).toBe(403);
      const made = await pdf.ask(certifier, 'POST', '/v1/documents', wanted);
      expect(made.json()).toMatchObject({ state: 'made', owner: 'approval-api', pages: 1 });
    });
  });

  describe('a large document', () => {
    it('goes into the queue, and is made there', async () => {
      const queued = await pdf.ask(maker, 'POST', '/v1/documents', long(300));
      expect(queued.statusCode).toBe(202);
      expect(queued.json()).toMatchObject({ state: 'queued', rows: 300, progress: { ahead: 0 } });
      const url = String(queued.headers['location']);
      const document = await ended(maker, url);
      expect(document).toMatchObject({ state: 'made', pages: 7 });
      const content = await pdf.ask(maker, 'GET', document.content);
      expect(createHash('sha256').update(content.rawPayload).digest('hex')).toBe(document.sha256);
      const { rows } = await database.pool.query('select data from pdf.documents where id = $1', [
        document.id,
      ]);
      expect(rows).toEqual([{ data: null }]);
    });

    it('is a small one too, for who prefers so; its bytes are the same as at once', async () => {
      const queued = await pdf.ask(maker, 'POST', '/v1/documents', order, {
        prefer: 'wait=5, respond-async',
      });
      expect(queued.statusCode).toBe(202);
      expect(queued.headers['preference-applied']).toBe('respond-async');
      const early = await pdf.ask(maker, 'GET', `${queued.headers['location']}/content`);
      if (early.statusCode !== 200)
        expect(early.json()).toMatchObject({ status: 409, code: 'document-not-made' });
      const document = await ended(maker, String(queued.headers['location']));
      const atOnce = await pdf.ask(maker, 'POST', '/v1/documents', order);
      expect(document.sha256).toBe(atOnce.json().sha256);
    });

    it('that cannot be made says why, and has no content', async () => {
      const buyer = { ...invoice.buyer, name: 'ไทย' };
      const queued = await pdf.ask(
        maker,
        'POST',
        '/v1/documents',
        { ...order, data: { ...invoice, buyer } },
        { prefer: 'respond-async' },
      );
      const document = await ended(maker, String(queued.headers['location']));
      expect(document).toMatchObject({
        state: 'failed',
        problem: {
          ...{
            code: 'glyphs-missing',
            detail: 'The data of invoice holds characters that cannot be shown.',
          },
          errors: [{ pointer: '/body/data/buyer/name' }],
        },
      });
      expect(
        (await pdf.ask(maker, 'GET', `/v1/documents/${document.id}/content`)).json(),
      ).toMatchObject({
        ...{ status: 409, code: 'document-failed' },
      });
    });
  });

  it('lists what was asked for, the newest first, page by page', async () => {
    const who: Who = ['lena', 'document-maker'];
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1)
      ids.unshift((await pdf.ask(who, 'POST', '/v1/documents', order)).json().id);
    const first = (await pdf.ask(who, 'GET', '/v1/documents?limit=2')).json();
    const rest = (await pdf.ask(who, 'GET', `/v1/documents?limit=2&cursor=${first.next}`)).json();
    expect([...first.items, ...rest.items].map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(rest.next).toBeUndefined();
    const listBefore = async (place: string) => {
      const text = JSON.stringify([place, '00000000-0000-4000-8000-000000000000']);
      const cursor = Buffer.from(text).toString('base64url');
      return (await pdf.ask(who, 'GET', `/v1/documents?cursor=${cursor}`)).json();
    };
    const wrong = { status: 400, code: 'bad-cursor' };
    expect(await listBefore('2026-99-99 00:00:00+00')).toMatchObject(wrong);
    expect(await listBefore('9'.repeat(17))).toMatchObject(wrong);
    expect(await listBefore('0')).toStrictEqual({ items: [] });
    expect((await listBefore('9'.repeat(16))).items).toHaveLength(3);
  });

  it('shows a page without keeping it', async () => {
    const count = async () =>
      (await database.pool.query('select count(*) from pdf.documents')).rows[0];
    const before = await count();
    const picture = await pdf.ask(maker, 'POST', '/v1/previews?width=300', order);
    expect(picture.statusCode).toBe(200);
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.headers['x-pages']).toBe('1');
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    const none = await pdf.ask(maker, 'POST', '/v1/previews?page=2', order);
    expect(none.json()).toMatchObject({
      status: 422,
      code: 'page-unknown',
      detail: 'The document has no page 2; it has 1.',
    });
    expect(await count()).toEqual(before);
  });

  it('tells which templates there are, and makes a document of each sample', async () => {
    const { items } = (await pdf.ask(maker, 'GET', '/v1/templates')).json();
    expect(items.map(({ name }: { name: string }) => name)).toEqual([
      'approval-certificate',
      'delivery-note',
      'invoice',
      'timesheet',
    ]);
    for (const { name } of items) {
      const template = (await pdf.ask(maker, 'GET', `/v1/templates/${name}`)).json();
      expect(template.schema.type).toBe('object');
      const made = await pdf.ask(certifier, 'POST', '/v1/documents', {
        template: name,
        data: template.sample,
      });
      expect(made.statusCode).toBe(201);
    }
    expect((await pdf.ask(maker, 'GET', '/v1/templates/poster')).json()).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });

  it('is made again by another worker, and given up after five; what is the data’s fault at once', async () => {
    const queue = async () => {
      const kept = await insertQueued(
        database.pool,
        {
          owner: 'mia',
          template: 'invoice',
          locale: 'de',
          missingGlyphs: 'refuse',
          rows: 5,
          days: 1,
        },
        invoice,
      );
      return kept.id;
    };
    const failing = (code: TypesettingCode) => ({
      document: () => Promise.reject(new TypesettingError(code, `It was ${code}.`)),
    });
    const state = async (id: string) =>
      (await pdf.ask(['mia'], 'GET', `/v1/documents/${id}`)).json();
    const id = await queue();
    for (let attempt = 1; attempt < 5; attempt += 1) {
      const made = makeQueued(database.pool, failing('worker-died'), { id, attempt });
      await expect(made).rejects.toThrow('It was worker-died.');
      expect(await state(id)).toMatchObject({ state: 'queued' });
    }
    const last = makeQueued(database.pool, failing('worker-died'), { id, attempt: 5 });
    await expect(last).rejects.toThrow('It was worker-died.');
    expect(await state(id)).toMatchObject({
      ...{ state: 'failed', problem: { code: 'worker-lost', detail: 'It was worker-died.' } },
    });

    const costly = await queue();
    await makeQueued(database.pool, failing('time-limit'), { id: costly, attempt: 1 });
    expect(await state(costly)).toMatchObject({
      state: 'failed',
      problem: { code: 'document-too-costly' },
    });

    // A job that comes again for what is made does nothing.
    const bytes = Buffer.from('%PDF');
    const once = await queue();
    await makeQueued(
      database.pool,
      { document: () => Promise.resolve({ bytes, pages: 1 }) },
      { id: once, attempt: 1 },
    );
    await makeQueued(database.pool, failing('layout-failed'), { id: once, attempt: 2 });
    expect(await state(once)).toMatchObject({ state: 'made', pages: 1, bytes: 4 });
  });

  it('removes documents whose time has passed, and no others', async () => {
    const who: Who = ['rita', 'document-maker'];
    const [old, young] = [
      (await pdf.ask(who, 'POST', '/v1/documents', order)).json().id,
      (await pdf.ask(who, 'POST', '/v1/documents', order)).json().id,
    ];
    await database.pool.query(
      "update pdf.documents set expires_at = now() - interval '1 s' where id = $1",
      [old],
    );
    await pdf.clean();
    const { items } = (await pdf.ask(who, 'GET', '/v1/documents')).json();
    expect(items.map(({ id }: { id: string }) => id)).toEqual([young]);
  });
}
