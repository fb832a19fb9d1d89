import type { LogSystem } from '../corpus.ts';

export const hospital: LogSystem = {
  name: 'hospital',
  header: String.raw`{iso} {INFO|WARN|ERROR} hl7-gateway`,
  templates: String.raw`
Received {ADT|ORM|ORU|SIU} message {int} from {host}
Acknowledged message {int}
Rejected message {int}: segment {PID|OBR|OBX|MSH} is malformed
Patient {int} admitted to ward {word} by {user}
Patient {int} discharged from ward {word} by {user}
Patient {int} transferred from ward {word} to ward {word}
Merged patient {int} into {int}
Lab result {uuid} for patient {int} is {final|preliminary|amended}
Lab result {uuid} has no matching order
Order {int} signed by Dr. {user}
Order {int} cancelled by Dr. {user}: {text}
Interface {word} is up
Interface {word} is down, retrying in {dur}
Queue for {word} holds {int} messages
Queue for {word} drained in {dur}
Study {float}.{int} stored in {path} ({size})
Study {float}.{int} could not be stored: {disk full|bad transfer syntax|association aborted}
Print of label for patient {int} sent to {hostn}
Access to record {int} by {user} logged, purpose {treatment|billing|research|emergency}
Access to record {int} by {user} denied
Break-glass access to record {int} by {user}
Drug interaction between {word} and {word} flagged for patient {int}
Dose of {float} mg exceeds limit for patient {int}
Device {mac} paired with bed {int}
Device {mac} unpaired
Heart rate {int} outside {int}-{int} on bed {int}
Translation table {word} reloaded, {int} entries
Nightly reconciliation started
Nightly reconciliation finished: {int} matched, {int} unmatched
`
    .trim()
    .split('\n'),
};
