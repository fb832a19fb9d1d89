import type { LogSystem } from '../corpus.ts';

export const scheduler: LogSystem = {
  name: 'scheduler',
  header: String.raw`{date} {time},{int} INFO {class}`,
  templates: String.raw`
app_{int}_{int} moves {NEW|SUBMITTED|ACCEPTED|RUNNING} -> {SUBMITTED|ACCEPTED|RUNNING|FINISHED} because of {START|ACCEPT|LAUNCH|FINISH}
attempt_{int}_{int} is now {NEW|UNASSIGNED|ASSIGNED|RUNNING|SUCCEEDED}
piece_{int}_m_{int} changed state to {NEW|SCHEDULED|RUNNING|SUCCEEDED}
attempt_{int}_{int} is done by : {float}
Placed box_{int}_{int} with <ram:{int}, cores:{small}> at {hostn}:{port}
Gave back box_{int}_{int} at {hostn}:{port}
Box box_{int}_{int} ended with exit status {neg}
Box box_{int}_{int} killed: it took more memory than it was given. Used: {size} of {size}
Queue {default|analytics|adhoc|etl} is at {pct} of its capacity
User {user} submitted job job_{int}_{int} to queue {default|analytics|adhoc|etl}
User {user} killed job job_{int}_{int}
Job job_{int}_{int} pending: waiting for {resources|priority|dependency|licence}
Node {hostn} became {unhealthy|lost|decommissioned}: {text}
Node {hostn} reported {int} MB, {small} cores
Rescheduling pod {service}-{hexid} from {hostn} to {hostn}
Successfully assigned {default|kube-system|shop}/{service}-{hexid} to {hostn}
0/{small} nodes are available: {small} Insufficient cpu, {small} Insufficient memory.
Preempting {small} victims on {hostn} for {service}-{hexid}
Scaled up replica set {service}-{hexid} to {small}
Scaled down replica set {service}-{hexid} to {small}
Lease {service} acquired by {hostn}_{uuid}
Lost leadership of {service}, stopping controllers
Executor {small} on {host} lost: {heartbeat timed out|worker exited|remote RPC client disassociated}
Launching piece {int} of phase {float} (no. {int}, {host}, slice {int}, RACK_NEAR, {int} bytes)
Piece {int} of phase {float} (no. {int}) took {int} ms at {host} ({int}/{int})
Piece {int} of phase {float} lost (no. {int}, {host}): ShuffleGone
Pinned shared_{small}_part{small} at {host}:{port} (takes {size}, left {size})
Unpinned shared_{small}_part{small} at {host}:{port} (took {size}, left {size})
Reservation {word} for {user} starts at {iso}
Reservation {word} for {user} ended
Cron job {service} triggered by {schedule|operator|webhook}
Missed start time of cron job {service} by {dur}
Fair share of {user} recalculated: {float}
Could not contact node manager on {hostn}: {text}
Recovered {int} applications from state store {path}
Backfill: cycle took {int} usec, {int} jobs tested
`
    .trim()
    .split('\n'),
};
