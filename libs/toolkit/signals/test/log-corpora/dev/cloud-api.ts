import type { LogSystem } from '../corpus.ts';

export const cloudApi: LogSystem = {
  name: 'cloud-api',
  header: String.raw`{date} {time}.123 {pid} INFO nova.{api|compute|scheduler} [req-{uuid} {user} - - -]`,
  templates: String.raw`
{ip} "{verb} /v2/{short}/servers/detail HTTP/1.1" status: {int} len: {int} time: {float}
[instance: {uuid}] Boot took {float} seconds on the hypervisor.
[instance: {uuid}] Claim accepted on node {hostn}
[instance: {uuid}] Claim refused on node {hostn}: {text}
[instance: {uuid}] Power state is {RUNNING|SHUTDOWN|PAUSED|CRASHED}, database says {RUNNING|SHUTDOWN|PAUSED|CRASHED}
[instance: {uuid}] Image made in {float} seconds
[instance: {uuid}] Image gone
[instance: {uuid}] Guest {Started|Stopped|Paused|Resumed} (event from hypervisor)
[instance: {uuid}] Removing files {path}
[instance: {uuid}] Removal of {path} complete
[instance: {uuid}] Total memory: {int} MB, used: {float} MB
[instance: {uuid}] memory limit: {float} MB, free: {float} MB
[instance: {uuid}] disk limit not given, taken as unlimited
[instance: {uuid}] vcpu limit not given, taken as unlimited
image {uuid} at ({path}): checking
image {uuid} at ({path}): in use: on this node {small} local, {small} on others sharing storage
Active base files: {path}
Base file too young to remove: {path}
Final view: name={hostn} phys_ram={int}MB used_ram={int}MB phys_disk={int}GB used_disk={int}GB total_vcpus={small} used_vcpus={small} pci_stats=[]
Record of node {host} matches: {hostn}
Quota for tenant {word} exceeded: {cores|ram|instances|volumes}, requested {small}, used {int} of {int}
Port {uuid} bound to {host}
Port {uuid} binding failed on {host}
Volume {uuid} attached to {uuid} as /dev/vd{b|c|d}
Volume {uuid} detached from {uuid}
User {user} created network {word} in project {service}
User {user} deleted network {word} in project {service}
Token for {user} revoked
Token for {user} issued, expires {iso}
HTTP exception thrown: No {instances|volumes|images|ports} found for any event
Unable to find host for instance: {No valid host was found|Filter returned nothing|Capacity exceeded}
Agent {dhcp|l3|metadata} on {host} is alive
Agent {dhcp|l3|metadata} on {host} missed {small} heartbeats
Loaded extension '{os-floating-ips|os-keypairs|os-volumes|os-quota-sets}'
`
    .trim()
    .split('\n'),
};
