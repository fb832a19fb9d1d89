import type { LogSystem } from '../corpus.ts';

export const broker: LogSystem = {
  name: 'broker',
  header: String.raw`[{date} {time},{int}] INFO`,
  templates: String.raw`
[Partition {topic}-{small} broker={small}] Log loaded for partition {topic}-{small} with initial high watermark {int}
[Partition {topic}-{small} broker={small}] Expanding ISR from {small},{small} to {small},{small},{small}
[Partition {topic}-{small} broker={small}] Shrinking ISR from {small},{small},{small} to {small}
[GroupCoordinator {small}]: Member {service}-{uuid} in group {service} has failed, removing it from the group
[GroupCoordinator {small}]: Member {service}-{uuid} in group {service} has left, removing it from the group
[GroupCoordinator {small}]: Preparing to rebalance group {service} in state PreparingRebalance with old generation {int}
[GroupCoordinator {small}]: Stabilized group {service} generation {int} with {small} members
[GroupCoordinator {small}]: Group {service} with generation {int} is now empty
[Controller id={small}] Processing automatic preferred replica leader election
[Controller id={small}] Broker {small} has been fenced
[Controller id={small}] Broker {small} has been unfenced
[Controller id={small}] New topics: [{topic}], deleted topics: [{topic}]
Created log for partition {topic}-{small} in {dir} with properties {json}
Deleted log for partition {topic}-{small} in {dir}
Rolled new log segment at offset {int} in {int} ms
Deleting segment files {ints}
Client {service}-{int} subscribed to topic {topic}
Client {service}-{int} unsubscribed from topic {topic}
Client {service}-{int} disconnected: {keepalive timeout|not authorized|socket error|protocol error}
Consumer {service} lags {int} messages behind on {topic}
Consumer {service} caught up on {topic}
Queue {topic} declared by {user}, durable={bool}
Queue {topic} deleted by {user}
Queue {topic} is full, rejecting publish from {service}
Connection <{float}.{int}.0> ({ipport} -> {ipport}): user '{user}' authenticated and granted access to vhost '{shop|/|staging}'
closing connection <{float}.{int}.0> ({ipport} -> {ipport}, vhost: '{shop|/|staging}', user: '{user}')
Message {uuid} moved to dead-letter queue after {small} deliveries: {text}
Failed to decode message {uuid} on {topic}: unexpected byte {hex} at {int}
vm_memory_high_watermark set. Memory used:{int} allowed:{int}
vm_memory_high_watermark clear. Memory used:{int} allowed:{int}
Disk free limit set to {size}
Mirror {host} synchronised {int} messages
Replica {host} is out of sync
Peer /{ipport} wants to join
No vote within {int}
Session {hex} agreed with client /{ipport}, lasting {int}
Client /{ipport} of session {hex} hung up
Session {hex} is over, silent for {ms}
Telling {small} who leads because of {epoch|vote|snapshot}
`
    .trim()
    .split('\n'),
};
