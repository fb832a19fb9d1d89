import type { LogSystem } from '../corpus.ts';

export const distributedFiles: LogSystem = {
  name: 'distributed-files',
  header: String.raw`{date} {time},456 INFO {class}:`,
  templates: String.raw`
Incoming chunk chk_{int} from /{ipport} towards /{ipport}
Stored chunk chk_{int} ({int} bytes) sent by /{ip}
Handed chunk chk_{int} out to /{ip}
Pipeline stage {small} of chunk chk_{int} ends
Pipeline stage {small} of chunk chk_{int} broken off
Unlinking chunk chk_{int} at {dir}/chk_{int}
chunk table: holder {ipport} noted for chk_{int} length {int}
chunk table: {ipport} shall copy chk_{int} onto stores {ips}
chunk table: {ipport} shall drop chk_{int} chk_{int}
chunk table: {path} gets chk_{int}
chunk table: holder {ipport} noted twice for chk_{int} length {int}
Scrub of chk_{int} passed
Scrub of chk_{int} found damage
Changing {file|directory} permission of {path} to rwxr-x---
Renamed {path} to {path}
Could not hand out chk_{int} to /{ip}: java.io.IOException: Connection reset by peer
Could not hand out chk_{int} to /{ip}: java.net.SocketTimeoutException: write stalled for {int} ms
storeChunk chk_{int} caught java.io.IOException: stream ended early
storeChunk chk_{int} caught java.io.EOFException
Copy of chunk chk_{int} towards {ipport} begins
Copy of chunk chk_{int} arrived at /{ipport}
Heartbeat from {hostn} lost for {dur}; marking it dead
Node {hostn} registered with storage {uuid}
Node {hostn} decommissioned by {user}
Rebalancing {small} volumes between {hosts}
Rebalancing finished: moved {size} in {dur}
Snapshot {word} of {dir} created by {user}
Snapshot {word} of {dir} deleted by {user}
Quota of {dir} exceeded: {size} of {size} used by {user}
Lease on {path} recovered from {user}
Lease on {path} expired, held by {user}
Edit log rolled at transaction {int}
Safe mode is ON. {int} of {int} chunks reported
Safe mode is OFF
Cannot drop chunk chk_{int}: it is on no volume.
No answer from {host}/{ip}:{port}, trying the next store
Directory server is {active|standby} on {host}
`
    .trim()
    .split('\n'),
};
