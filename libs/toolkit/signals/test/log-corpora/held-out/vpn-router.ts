import type { LogSystem } from '../corpus.ts';

export const vpnRouter: LogSystem = {
  name: 'vpn-router',
  header: String.raw`{bsd} {host} daemon.{info|warn|err} netd[{pid}]:`,
  templates: String.raw`
peer {token} ({ipport}): handshake complete
peer {token} ({ipport}): handshake did not complete after {int} seconds, retrying
peer {token} ({ipport}): keepalive sent
peer {token} removed by {user}
peer {token} added by {user}, allowed {ip}/{small}
client {user} assigned {ip}
client {user} released {ip}
client {user} rejected: {certificate expired|unknown user|too many sessions}
route {ip}/{small} via {ip} added to table {main|guest|backup}
route {ip}/{small} via {ip} removed from table {main|guest|backup}
link {wan|lan|lte} up at {int} Mbps
link {wan|lan|lte} down
failover from {wan|lte|dsl} to {wan|lte|dsl}
dns: {domain} resolved to {ips} in {ms}
dns: {domain} not found
dns: upstream {ip} timed out
dhcp: lease {ip} for {mac} ({host}) renewed
dhcp: lease {ip} for {mac} ({host}) expired
dhcp: pool {word} exhausted
firewall: dropped {tcp|udp|icmp} {ipport} -> {ipport} by rule {int}
firewall: accepted {tcp|udp|icmp} {ipport} -> {ipport} by rule {int}
qos: class {voice|video|bulk} at {pct} of {int} kbit
wifi: station {mac} associated, signal {neg} dBm
wifi: station {mac} deauthenticated: reason {int}
wifi: radar detected on channel {int}, moving to {int}
config saved by {user} from {ip}
config restored from {file} by {user}
reboot requested by {user}
upgrade to {version} {started|finished|failed}
ntp: offset {float} ms, peer {domain}
`
    .trim()
    .split('\n'),
};
