import { readFileSync } from 'node:fs';
import ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { hours, monday, policy, step } from '../../test/scene.ts';
import type { StoredRequest } from '../store/approval-store.ts';
import { certificateData } from './certificate.ts';

const document = JSON.parse(
  readFileSync(new URL('../../../pdf-generator/openapi.json', import.meta.url), 'utf8'),
);

/** What pdf-generator's committed document says of a body that it takes. */
function accepts(body: unknown): unknown {
  const validator = new ajv.default({ strict: false, allErrors: true });
  formats.default(validator);
  validator.addSchema(document, 'openapi');
  const validate = validator.compile({
    $ref: 'openapi#/paths/~1v1~1documents/post/requestBody/content/application~1json/schema',
  });
  return validate(body) ? 'accepted' : validate.errors;
}

const head = Buffer.alloc(32, 0xab);
const longest = 'Ä'.repeat(200);
const decision = { step: 'vote', verdict: 'approve', by: 'ada', at: hours(1), seen: 1 } as const;
const request: StoredRequest = {
  ...{ id: '7f0c1d1e-0000-4000-8000-000000000001', title: longest, payload: {} },
  policy: policy([[step('vote', ['ada'], { title: longest })]]),
  ...{ requester: 'rea', filedBy: 'shop', state: 'approved', createdAt: monday, version: 2 },
  subject: { type: 't'.repeat(80), id: longest, version: '1' },
  amount: { value: '1250.00', currency: 'EUR' },
  ...{ head, updatedAt: hours(1) },
};

describe('a certificate that is ordered', () => {
  it('is what pdf-generator takes, also at the limits of what this service takes', () => {
    const decisions = [
      { ...decision, onBehalfOf: 'ada', comment: 'Yes.\r\n\tIndeed.', name: 'Ada' },
      { ...decision, by: 'eve', onBehalfOf: 'ben' },
    ];
    const data = certificateData(
      { organisation: 'H&J', publicUrl: 'https://approvals.example.com' },
      { request, decisions, escalated: [] },
      { hash: head, sequence: 2, at: hours(1) },
    );
    expect(accepts({ template: 'approval-certificate', locale: 'de', data })).toBe('accepted');
    expect(
      accepts({ template: 'approval-certificate', locale: 'de', data: { ...data, head: '' } }),
    ).not.toBe('accepted');
  });

  it('is ordered and read where pdf-generator has its routes', () => {
    expect(Object.keys(document.paths['/v1/documents'].post.responses)).toEqual(
      expect.arrayContaining(['201', '202']),
    );
    expect(document.paths).toHaveProperty(['/v1/documents/{id}', 'get']);
    expect(document.paths).toHaveProperty(['/v1/documents/{id}/content', 'get']);
    expect(Object.keys(document.components.schemas.Document.properties)).toEqual(
      expect.arrayContaining(['id', 'state', 'sha256']),
    );
  });
});
