import type { LogSystem } from '../corpus.ts';

export const desktop: LogSystem = {
  name: 'desktop',
  header: String.raw`{bsd} {host} {WindowBroker|syncd|powerd}[{pid}]:`,
  templates: String.raw`
-[PanelController showPanel:] could not find panel for display {hex}
-[SyncEngine pushChanges:error:]: {int} records pushed to <private>, {small} conflicts
display {hex} is now {mirrored|main|asleep}
Wake reason: {lid|keyboard|rtc alarm|usb attach} ({hex})
Sleep requested by {user} ({idle|low battery|menu})
AirLink: peer {user}'s laptop ({mac}) discovered on channel {int}
AirLink: peer {mac} lost
AirLink: handshake with {mac} failed: {timed out|key mismatch|peer went away}
Battery at {pct}, {int} cycles, health {good|fair|poor}
Battery estimate updated to {dur}
Bluetooth: device "{user}'s {keyboard|mouse|headset}" connected
Bluetooth: device "{user}'s {keyboard|mouse|headset}" disconnected
Keychain item {domain} accessed by {com.acme.mailer|com.acme.notes|org.harbor.browser}
Keychain item {domain} denied to {com.acme.mailer|com.acme.notes|org.harbor.browser}
CoreStore: context {hex} saved {int} objects in {float} s
CoreStore: context {hex} has no changes
process {mailer|notes|browser|indexer}[{pid}] caught causing excessive wakeups. Observed wakeups rate (per sec): {int}; Maximum permitted wakeups rate (per sec): {int}
process {mailer|notes|browser|indexer}[{pid}] thread {int} caught burning CPU! It used more than {pct} CPU over {int} seconds
indexer: importing {path} took {float}s
indexer: no importer for {path}
Time sync: offset {float} from {domain}
Time sync: {domain} did not answer
Printer "{word}" is out of {paper|toner|ink}
Printer "{word}" is back
Volume {word} mounted at {path}
Volume {word} could not be unmounted: busy ({small} open files)
notification from {com.acme.mailer|com.acme.notes|org.harbor.browser} suppressed by {user}
Sandbox: {mailer|notes|browser|indexer}({pid}) deny file-read-data {path}
Sandbox: {mailer|notes|browser|indexer}({pid}) deny network-outbound {ipport}
ARPT: {float}: wl{small}: setup_keepalive: interval {int}, retry {int}
ARPT: {float}: wl{small}: leave sleep: reason {hex}
thermal level {small}, pressure {nominal|moderate|heavy}
hibernate image path: {path}
hibernate_setup({small}) took {int} ms
failed to look up bundle {com.acme.mailer|com.acme.notes|org.harbor.browser}: {int}
`
    .trim()
    .split('\n'),
};
