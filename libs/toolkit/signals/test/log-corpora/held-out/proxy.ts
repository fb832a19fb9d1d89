import type { LogSystem } from '../corpus.ts';

export const proxy: LogSystem = {
  name: 'proxy',
  templates: String.raw`
{ip} - {user} [{clf}] "{verb} {route} HTTP/1.1" {status} {int} "{url}" "{ua}"
upstream {ipport} is down for {dur}
upstream {ipport} is back up
upstream timed out ({int}: Connection timed out) while reading response header from upstream, client: {ip}, server: {domain}
connect() failed ({int}: Connection refused) while connecting to upstream, client: {ip}, server: {domain}
no live upstreams while connecting to upstream, client: {ip}, server: {domain}
client {ip} closed keepalive connection
client {ip} sent invalid header line: "{text}"
relaying {domain}:{port} by way of {host}:{port} SOCKS
relay {domain}:{port} ended: {int} bytes up, {int} bytes down, after {time}
relay {domain}:{port} failed: {host}:{port} refused the connection
relay {domain}:{port} failed: no route to {host}:{port}
SSL_do_handshake() failed (SSL: error:{hexid}:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate) while SSL handshaking, client: {ip}
SSL certificate of {domain} expires in {int} days
SSL certificate of {domain} renewed
reloading configuration {path}
configuration {path} test is successful
configuration {path} test failed: {text}
worker process {pid} exited on signal {small}
worker process {pid} exited with code {small}
worker process {pid} started
cache file {path} has too long header
cache MISS for {url}
cache HIT for {url}
cache EXPIRED for {url}
cache purge requested by {user} for {url}
backend {service} has no server available!
Server {service}/{hostn} is UP, reason: Layer7 check passed, code: {status}, check duration: {ms}.
Server {service}/{hostn} is DOWN, reason: Layer4 timeout, check duration: {ms}.
open() "{path}" failed (2: No such file or directory), client: {ip}, server: {domain}, request: "{verb} {route} HTTP/1.1"
open() "{path}" failed (13: Permission denied), client: {ip}, server: {domain}, request: "{verb} {route} HTTP/1.1"
blocked {ip}: {country} is not allowed
blocked {ip}: rule {sql-injection|xss|scanner|bad-bot} matched
limiting requests, excess: {float} by zone "{login|api|search}", client: {ip}
tunnel to {domain} established in {ms}
tunnel to {domain} torn down
`
    .trim()
    .split('\n'),
};
