import type { LogSystem } from '../corpus.ts';

export const trading: LogSystem = {
  name: 'trading',
  header: String.raw`{time}.123456 {int}`,
  templates: String.raw`
order {int} new {buy|sell} {int} {word} @ {float} from {user}
order {int} filled {int}/{int} @ {float}
order {int} partially filled {int}/{int} @ {float}
order {int} rejected, reason={bad price|no position|market closed}
order {int} cancelled by {user}
order {int} expired
session {word} logon from {ipport}, heartbeat {int}
session {word} logout: {text}
session {word} sequence gap: expected {int}, got {int}
session {word} resend request {int} to {int}
market {word} opened
market {word} closed
market {word} halted for {dur}
price of {word} moved {pct} in {dur}
risk limit of {user} breached: exposure {float} > {float}
risk limit of {user} restored
snapshot of book {word} took {int} us
book {word} crossed: bid {float} ask {float}
feed {word} stale for {ms}
feed {word} recovered after {ms}
dropped {int} packets on multicast group {ip}
latency p99 {int} us exceeds {int} us on {hostn}
position of {user} in {word} is {neg}
settlement file {file} written with {int} trades
settlement file {file} refused by {host}
clock drift of {hostn} is {float} us
strategy {word} enabled by {user}
strategy {word} disabled by {user}
`
    .trim()
    .split('\n'),
};
