import type { LogSystem } from '../corpus.ts';

export const firewall: LogSystem = {
  name: 'firewall',
  header: String.raw`{date}T{time}Z fw-1`,
  templates: String.raw`
IN={eth0|wan|lan} OUT= MAC={mac} SRC={ip} DST={ip} LEN={int} TOS=0x00 TTL={int} ID={int} PROTO=TCP SPT={port} DPT={port} SYN
IN={eth0|wan|lan} OUT= MAC={mac} SRC={ip} DST={ip} LEN={int} TOS=0x00 TTL={int} ID={int} PROTO=UDP SPT={port} DPT={port}
Built {inbound|outbound} TCP connection {int} for {inside|outside|dmz}:{ip}/{port} to {inside|outside|dmz}:{ip}/{port}
Teardown TCP connection {int} for {inside|outside|dmz}:{ip}/{port} duration {time} bytes {int} {TCP FINs|TCP Reset-I|SYN Timeout}
Deny tcp src {inside|outside|dmz}:{ip}/{port} dst {inside|outside|dmz}:{ip}/{port} by access-group "{word}"
Deny udp src {inside|outside|dmz}:{ip}/{port} dst {inside|outside|dmz}:{ip}/{port} by access-group "{word}"
Group <{word}> User <{user}> IP <{ip}> Session connected.
Group <{word}> User <{user}> IP <{ip}> Session disconnected. Session Type: SSL, Duration: {time}, Bytes xmt: {int}, Bytes rcv: {int}, Reason: {User Requested|Idle Timeout|Connection Lost}
[1:{int}:{small}] ET SCAN Potential {SSH|VNC|RDP|MySQL} Scan [Classification: Attempted Information Leak] [Priority: {small}] (TCP) {ipport} -> {ipport}
[1:{int}:{small}] ET POLICY Outbound {SSH|VNC|RDP|MySQL} [Classification: Potential Corporate Privacy Violation] [Priority: {small}] (TCP) {ipport} -> {ipport}
Config committed by {user} from {ip}
Config rolled back by {user} from {ip}
Interface {eth0|wan|lan|dmz} changed state to up
Interface {eth0|wan|lan|dmz} changed state to down
IPSec tunnel {word} to {ip} established
IPSec tunnel {word} to {ip} torn down: {peer not responding|lifetime expired|deleted by operator}
IKE phase-{small} negotiation with {ip} failed: {no proposal chosen|authentication failed|timeout}
DHCPDISCOVER from {mac} via {eth0|wan|lan}
DHCPREQUEST for {ip} from {mac} via {eth0|wan|lan}
DHCPACK on {ip} to {mac} ({host}) via {eth0|wan|lan}
DHCPRELEASE of {ip} from {mac} via {eth0|wan|lan} (found)
query: {domain} IN {A|AAAA|MX|TXT} + ({ip})
query ({domain}) denied: {ip}
zone {domain}/IN: loaded serial {int}
zone {domain}/IN: refresh: retry limit for master {ip} exceeded
VRRP instance {word} is now {MASTER|BACKUP|FAULT}
CPU usage {pct} exceeds threshold {pct}
Fan {small} speed {int} rpm below minimum
Power supply {small} {OK|failed}
NTP: synchronised to {ip}, stratum {small}
licence for {antivirus|url-filtering|sandbox} expires in {int} days
blocked URL {url} for {user}: category {gambling|malware|adult|games}
allowed URL {url} for {user}: category {news|shopping|search|sports}
`
    .trim()
    .split('\n'),
};
