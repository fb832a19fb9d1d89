import type { LogSystem } from '../corpus.ts';

export const containerRuntime: LogSystem = {
  name: 'container-runtime',
  header: String.raw`time="{iso}" level=info`,
  templates: String.raw`
Pulling image "{domain}/{service}:{version}"
Successfully pulled image "{domain}/{service}:{version}" in {dur}
Failed to pull image "{domain}/{service}:{version}": rpc error: code = NotFound desc = manifest unknown
Failed to pull image "{domain}/{service}:{version}": rpc error: code = Unknown desc = unauthorized
Back-off pulling image "{domain}/{service}:{version}"
Back-off restarting failed container {service} in pod {service}-{hexid}_{default|shop|kube-system}({uuid})
Created container {service}
Started container {service}
Stopping container {service}
Killing container {service} with {int} second grace period
Liveness probe failed: HTTP probe failed with statuscode: {status}
Liveness probe failed: Get "http://{ipport}/healthz": dial tcp {ipport}: connect: connection refused
Readiness probe failed: HTTP probe failed with statuscode: {status}
Readiness probe failed: Get "http://{ipport}/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)
MountVolume.SetUp failed for volume "{word}" : secret "{service}" not found
MountVolume.SetUp failed for volume "{word}" : configmap "{service}" not found
MountVolume.SetUp succeeded for volume "{word}" (UniqueName: "kubernetes.io/secret/{uuid}-{word}") pod "{service}-{hexid}"
Container {short} failed to exit within {int} seconds of signal 15 - using the force
Container {short} health status: {healthy|unhealthy|starting}
loading plugin "io.containerd.{snapshotter|content|runtime|grpc}.v1.{overlayfs|local|cri|task}"...
skip loading plugin "io.containerd.{snapshotter|content|runtime|grpc}.v1.{btrfs|zfs|aufs}"...
starting signal loop namespace=moby path={dir} pid={pid}
shim disconnected id={sha}
cleaning up after shim disconnected id={sha} namespace={k8s.io|moby}
StartContainer for "{sha}" returns successfully
StopContainer for "{sha}" with timeout {int} (s)
RemoveContainer for "{sha}" returns successfully
CreateContainer within sandbox "{sha}" for &ContainerMetadata{ Name:{service},Attempt:{small},} returns container id "{sha}"
Node {host} status is now: NodeHasSufficientMemory
Node {host} status is now: NodeHasDiskPressure
Evicting pod {service}-{hexid} due to {memory|disk|pid} pressure
Image garbage collection failed: wanted to free {int} bytes, but freed {int} bytes
network {bridge|overlay|shop_default|frontend} attached to {service}
network {bridge|overlay|shop_default|frontend} detached from {service}
Volume {word}_data created
Volume {word}_data removed
oci runtime error: exec: "{file}": executable file not found in $PATH
`
    .trim()
    .split('\n'),
};
