import type { LogSystem } from '../corpus.ts';

export const httpService: LogSystem = {
  name: 'http-service',
  header: String.raw`{iso} {INFO|WARN|ERROR} [{service}]`,
  templates: String.raw`
Server listening on port {port}
{verb} {route} {status} {ms}
Request completed in {ms} with status {status}
Request to {url} failed with status {status}, retrying in {ms}
Request to {url} timed out after {ms}
Giving up on {url} after {small} attempts
User {user} logged in from {ip}
User {user} logged out
User {user} failed to log in from {ip}: wrong password
User {user} failed to log in from {ip}: account locked
Password of {user} was changed by {user}
Created session {uuid} for {user}
Session {uuid} expired
Cache miss for key {user}:{int}
Cache hit for key {user}:{int}
Evicted {int} entries from cache {service}
Connected to database {table} at {host}:{port}
Lost connection to database {table} at {host}:{port}
Feature flag {one-click|dark-mode|beta-search|new-cart} is {on|off} for {user}
Circuit breaker for {service} opened
Circuit breaker for {service} closed
Circuit breaker for {service} half-open
Payment {uuid} of {float} {EUR|USD|NOK|BRL} accepted
Payment {uuid} of {float} {EUR|USD|NOK|BRL} declined: {insufficient funds|card expired|do not honour|suspected fraud}
Order {int} placed by {email}
Order {int} shipped to {country}
Order {int} cancelled: {text}
Rate limit reached for {ip}, {int} requests in {dur}
Sent e-mail "{text}" to {email}
Could not send e-mail to {email}: {text}
Loaded {small} plugins: {names}
Shutting down gracefully
Shutdown complete
Unhandled rejection: TypeError: Cannot read properties of undefined (reading '{word}')
Healthcheck {ok|degraded|failing} in {ms}
Upload of {file} ({size}) finished
Upload of {file} ({size}) aborted by client
Webhook {payment.created|order.shipped|user.deleted|invoice.paid} delivered to {url}
Invalid value for field {email|name|age|zip|street}: {text}
Starting worker {small} of {small}
`
    .trim()
    .split('\n'),
};
