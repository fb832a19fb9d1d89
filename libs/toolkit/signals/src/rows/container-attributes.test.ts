import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { containerAttributes } from './container-attributes.ts';

const root = mkdtempSync(join(tmpdir(), 'container-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const id = '0123456789abcdef'.repeat(4);
const file = (name: string, text: string): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};
const nowhere = { cgroup: join(root, 'no'), mounts: join(root, 'no'), namespace: join(root, 'no') };

it.each([
  ['version 1', { cgroup: file('1', `12:pids:/docker/${id}\n11:cpu:/docker/${id}\n`) }],
  [
    'version 1 of systemd',
    { cgroup: file('2', `1:name=systemd:/system.slice/docker-${id}.scope\n`) },
  ],
  [
    'version 2',
    {
      cgroup: file('3', '0::/\n'),
      mounts: file('4', `1 2 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw\n`),
    },
  ],
])('knows its container by control groups of %s', (_name, over) => {
  expect(containerAttributes({}, 'host', { ...nowhere, ...over })).toStrictEqual({
    'container.id': id,
  });
});

it('is in none outside of one', () => {
  const mounts = file('5', '1 2 8:1 / / rw\n');
  const cgroup = file('6', '0::/user.slice/user-1000.slice/session-2.scope\n');
  expect(containerAttributes({}, 'host', { ...nowhere, mounts, cgroup })).toStrictEqual({
    'container.id': undefined,
  });
});

it('knows its pod by the host, its namespace by the mounted file, and the rest by the environment', () => {
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', K8S_NODE_NAME: 'node-3' };
  const from = { ...nowhere, namespace: file('7', 'shop\n') };
  expect(containerAttributes(env, 'orders-5d8f-x2x', from)).toMatchObject({
    ...{ 'k8s.pod.name': 'orders-5d8f-x2x', 'k8s.namespace.name': 'shop' },
    'k8s.node.name': 'node-3',
  });
});
