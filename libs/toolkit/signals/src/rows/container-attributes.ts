import { readFileSync } from 'node:fs';

/** Files of the system that say in what a process runs. */
export interface ContainerFiles {
  readonly cgroup: string;
  readonly mounts: string;
  readonly namespace: string;
}

const files: ContainerFiles = {
  cgroup: '/proc/self/cgroup',
  mounts: '/proc/self/mountinfo',
  namespace: '/var/run/secrets/kubernetes.io/serviceaccount/namespace',
};

/**
 * The container, and the pod of Kubernetes, that this process runs in; nothing outside of one.
 *
 * The pod's name is the host's, as Kubernetes has it, unless `K8S_POD_NAME` says otherwise; `K8S_NODE_NAME`, `K8S_NAMESPACE_NAME`,
 * `K8S_POD_UID` and `K8S_CONTAINER_NAME` come from the downward API, where the deployment sets them.
 * https://opentelemetry.io/docs/specs/semconv/resource/k8s/
 */
export function containerAttributes(
  env: Readonly<Record<string, string | undefined>>,
  host: string,
  from: ContainerFiles = files,
): Record<string, string | undefined> {
  const container = { 'container.id': containerId(from) };
  if (!env.KUBERNETES_SERVICE_HOST) return container;
  return {
    ...container,
    'k8s.pod.name': env.K8S_POD_NAME ?? host,
    'k8s.pod.uid': env.K8S_POD_UID,
    'k8s.namespace.name': env.K8S_NAMESPACE_NAME ?? read(from.namespace)?.trim(),
    'k8s.node.name': env.K8S_NODE_NAME,
    'k8s.container.name': env.K8S_CONTAINER_NAME,
  };
}

/** By the control group (version 1), or by where the host keeps the container's host name (version 2). */
function containerId({ cgroup, mounts }: ContainerFiles): string | undefined {
  const group = /[/-]([0-9a-f]{64})(?:\.scope)?$/m.exec(read(cgroup) ?? '')?.[1];
  return group ?? /\/containers\/([0-9a-f]{64})\/hostname\b/.exec(read(mounts) ?? '')?.[1];
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
