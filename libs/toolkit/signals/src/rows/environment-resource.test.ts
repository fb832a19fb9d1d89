import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseResourceAttributes, resourceAttributes } from './environment-resource.ts';

const root = mkdtempSync(join(tmpdir(), 'resource-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
mkdirSync(join(root, 'dist/cjs'), { recursive: true });
writeFileSync(join(root, 'package.json'), '{ "name": "@acme/shop", "version": "2.1.0" }');
writeFileSync(join(root, 'dist/package.json'), '{ "type": "commonjs" }');
writeFileSync(join(root, 'dist/cjs/package.json'), 'no JSON');
const program = join(root, 'dist/cjs/server.js');

describe('resourceAttributes', () => {
  it('names service and version by the nearest package.json that has a name', () => {
    expect(resourceAttributes({}, program)).toMatchObject({
      'service.name': '@acme/shop',
      'service.version': '2.1.0',
      'host.name': hostname(),
      'process.pid': process.pid,
    });
  });

  it('is the same instance for all who ask in a process', () => {
    const [one, other] = [resourceAttributes({}, program), resourceAttributes({}, program)];
    expect(one['service.instance.id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(other['service.instance.id']).toBe(one['service.instance.id']);
  });

  it('takes OTEL_SERVICE_NAME before OTEL_RESOURCE_ATTRIBUTES before the manifest', () => {
    const listed = {
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=listed,service.version=3,team=a%2Cb',
      DEPLOYMENT_ENVIRONMENT: 'test',
    };
    expect(resourceAttributes(listed, program)).toMatchObject({
      'service.name': 'listed',
      'service.version': '3',
      'deployment.environment.name': 'test',
      team: 'a,b',
    });
    expect(resourceAttributes({ ...listed, OTEL_SERVICE_NAME: 'named' }, program)).toMatchObject({
      'service.name': 'named',
    });
  });

  it('is an unknown service where nothing names it', () => {
    expect(resourceAttributes({}, '/nowhere/at/all.js')['service.name']).toBe('unknown_service');
  });
});

describe('parseResourceAttributes', () => {
  it('leaves out pairs that are none and keeps text that is not percent-encoded', () => {
    expect(parseResourceAttributes('a=1,,=2,b,c=50%, d = "x=y" ')).toStrictEqual({
      a: '1',
      c: '50%',
      d: 'x=y',
    });
  });
});
