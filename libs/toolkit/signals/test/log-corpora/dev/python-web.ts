import type { LogSystem } from '../corpus.ts';

export const pythonWeb: LogSystem = {
  name: 'python-web',
  header: String.raw`{date} {time},{int} {INFO|ERROR|WARNING} app.views`,
  templates: String.raw`
Starting development server at http://{ip}:{port}/
Watching for file changes with StatReloader
"{verb} {route} HTTP/1.1" {status} {int}
Not Found: {route}
Forbidden (CSRF cookie not set.): {route}
Forbidden (Permission denied): {route}
Internal Server Error: {route}
Bad Request: {route}
Broken pipe from ('{ip}', {port})
Invalid HTTP_HOST header: '{domain}'. You may need to add '{domain}' to ALLOWED_HOSTS.
Task app.tasks.{send_mail|resize|sync_users|cleanup}[{uuid}] received
Task app.tasks.{send_mail|resize|sync_users|cleanup}[{uuid}] succeeded in {float}s: {None|True|'ok'|{int}}
Task app.tasks.{send_mail|resize|sync_users|cleanup}[{uuid}] raised unexpected: ValueError('{text}')
Task app.tasks.{send_mail|resize|sync_users|cleanup}[{uuid}] retry: Retry in {int}s
Applying migration {orders|users|billing|catalog}.{int}_{initial|add_index|drop_legacy|rename_field}... OK
User {user} ({email}) signed up
User {user} ({email}) deleted their account
Login failed for username={user} ip={ip}
Template {file} rendered in {float} seconds
Slow query ({float}s): {sql}
Could not resolve host: {domain}
HTTPSConnectionPool(host='{domain}', port=443): Read timed out. (read timeout={small})
HTTPSConnectionPool(host='{domain}', port=443): Max retries exceeded with url: {route}
Retrying (Retry(total={small}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError': {route}
Missing required field '{email|name|age|zip}' in payload {json}
Deserialization of payload {json} took {float} ms
Worker (pid:{pid}) was sent SIGTERM!
Worker (pid:{pid}) exited with code {small}
Booting worker with pid: {pid}
Handling signal: {term|hup|winch|int}
[CRITICAL] WORKER TIMEOUT (pid:{pid})
Exported {int} objects of type {Order|Customer|Invoice|Product} to {path}
Imported {int} objects of type {Order|Customer|Invoice|Product} from {path}
Model {Order|Customer|Invoice|Product} has no field named {word}
KeyError: '{word}'
Email to {email} queued with id <{token}@{domain}>
Received signal {small}, shutting down
Cleared {int} expired sessions
Search for '{text}' returned {int} results
Object {Order|Customer|Invoice|Product} {int} updated by {user}: {names}
Object {Order|Customer|Invoice|Product} {int} viewed by {user}
`
    .trim()
    .split('\n'),
};
