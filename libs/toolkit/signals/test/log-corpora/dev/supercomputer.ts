import type { LogSystem } from '../corpus.ts';

export const supercomputer: LogSystem = {
  name: 'supercomputer',
  header: String.raw`{int} {date} {hostn} RAS`,
  templates: String.raw`
KERNEL INFO {int} misaligned loads repaired
KERNEL INFO level two cache soft fault repaired
KERNEL INFO scratchpad soft fault repaired
KERNEL INFO dumping image.{int}
KERNEL FATAL load translation trap
KERNEL FATAL fetch translation trap
KERNEL FATAL check stop: fetch unit..............{small}
KERNEL FATAL program stopped: {bad opcode|privilege|breakpoint|no float unit}
KERNEL FATAL runtime gave up! - halting
KERNEL INFO single bit sym {int}, at {hex}, syndrome {hex}
KERNEL INFO {int} memory fault(s) found and repaired at rank {small}, chip {int}, lane {small}
APP FATAL iod: no reply header on control channel (peer {ipport})
APP FATAL iod: cannot start {path}: program missing or damaged, No such file or directory
APP FATAL iod: cannot start {path}: program missing or damaged, Exec format error
APP FATAL iod: entering {dir} failed: No such file or directory
APP FATAL iod: entering {dir} put off for {int} msec
LINK INFO {mid|node}-plane lane {A|B|C|D|E} port {small} retrained
CONTROL ERROR statedb assertion broken: expression={small} source file={file} line={int}
fan speed of rack R{int} module {small} is {int} rpm
fan of rack R{int} module {small} failed
temperature {float} C on card J{int} exceeds warning limit
temperature {float} C on card J{int} back to normal
power supply {A|B} of rack R{int} {lost input|restored input}
node card inventory: U{int} in slot J{int} is not the one expected. Wanted {hexid}, found {hexid}
job {int} started by {user} on {int} nodes, partition {R00-M0|R01-M1|R23|R44-M0-N3}
job {int} of {user} exited with status {small} after {dur}
job {int} of {user} killed: walltime {time} exceeded
lustre: {host}-OST{hexid}: Connection to {service} via {ip}@o2ib was lost; in progress operations using this service will wait for recovery to complete
lustre: {host}-OST{hexid}: Connection restored to {service} (at {ip}@o2ib)
lustre: {host}-OST{hexid}: slow {setattr|commitrw|journal start} {int}s due to heavy IO load
fabric.c:{int} fabric walk: {int} links, {int} errors
ib0: NETDEV WATCHDOG: transmit timed out
mpirun: rank {int} on {hostn} aborted with signal {small} ({Segmentation fault|Bus error|Killed|Aborted})
checkpoint {int} written to {path} by {int} ranks
torus arm {x|y|z} resent packets (counter {hex}) during {int} seconds
`
    .trim()
    .split('\n'),
};
