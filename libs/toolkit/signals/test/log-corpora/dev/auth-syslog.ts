import type { LogSystem } from '../corpus.ts';

export const authSyslog: LogSystem = {
  name: 'auth-syslog',
  header: String.raw`{bsd} {host} {sshd|su|cron|login}[{pid}]:`,
  templates: String.raw`
granted shell to {user} at {ip} port {port} by password
granted shell to {user} at {ip} port {port} by key: ED25519 {token}
bad password of {user} at {ip} port {port}
bad password of nonexistent user {user} at {ip} port {port}
no credentials of nonexistent user {user} at {ip} port {port}
There is no user {user}, asked for by {ip} port {port}
Peer {ip} port {port} hung up [before login]
Peer of user {user} {ip} port {port} hung up [before login]
Peer {ip} port {port} sent reset
Goodbye to user {user} {ip} port {port}
Peer {ip} port {port} leaves with {small}: {quit|closed by client|login cancelled} [before login]
Nothing was sent by {ip}
name {domain} does not point back to {ip} - ATTACK SUSPECTED!
login(shell:begin): session begins for {user} as (uid={small})
login(shell:end): session ends for {user}
login(su:begin): session begins for {user} as {user}(uid={int})
login(cron:begin): session begins for {user} as (uid={small})
login(shell:auth): credentials refused; name= uid={small} gid={small} tty=net from={ip}  user={user}
login(shell:auth): asked; nobody known
Server listening on {ip} port {port}.
error: {user} tried too often from {ip} port {port} [before login]
error: key_negotiation: remote side went away
fatal: login of {ip} port {port} took too long
{user} : TTY=pts/{small} ; PWD={dir} ; USER={user} ; COMMAND={path}
{user} : user NOT in sudoers ; TTY=pts/{small} ; PWD={dir} ; USER={user} ; COMMAND={path}
({user}) CMD ({path} --quiet)
({user}) RELOAD (crontabs/{user})
New session {int} of user {user}.
Removed session {int}.
Session {int} logged out. Waiting for processes to exit.
Successful su for {user} by {user}
FAILED su for {user} by {user}
new user: name={user}, UID={int}, GID={int}, home={dir}, shell=/bin/bash
new group: name={user}, GID={int}
delete user '{user}'
password changed for {user}
User {user} from {host} not allowed because not listed in AllowUsers
Postponed keyboard-interactive for {user} from {ip} port {port} ssh2
subsystem request for sftp by user {user}
account {user} has expired (account expired)
Received SIGHUP; restarting.
`
    .trim()
    .split('\n'),
};
