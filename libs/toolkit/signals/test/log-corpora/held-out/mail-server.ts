import type { LogSystem } from '../corpus.ts';

export const mailServer: LogSystem = {
  name: 'mail-server',
  header: String.raw`{bsd} {host} postfix/smtpd[{pid}]:`,
  templates: String.raw`
connect from {domain}[{ip}]
connect from unknown[{ip}]
disconnect from {domain}[{ip}] ehlo={small} mail={small} rcpt={small} quit={small} commands={small}
lost connection after {AUTH|CONNECT|RCPT|DATA|EHLO} from {domain}[{ip}]
timeout after {AUTH|CONNECT|RCPT|DATA|EHLO} from {domain}[{ip}]
{token}: client={domain}[{ip}]
{token}: from=<{email}>, size={int}, nrcpt={small} (queue active)
{token}: to=<{email}>, relay={domain}[{ip}]:25, delay={float}, delays={float}/{float}/{float}/{float}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {token})
{token}: to=<{email}>, relay=none, delay={float}, delays={float}/{float}/{float}/{float}, dsn=4.4.1, status=deferred (connect to {domain}[{ip}]:25: Connection timed out)
{token}: message-id=<{token}@{domain}>
{token}: removed
NOQUEUE: reject: RCPT from {domain}[{ip}]: 554 5.7.1 <{email}>: Relay access denied; from=<{email}> to=<{email}> proto=ESMTP helo=<{domain}>
NOQUEUE: reject: RCPT from {domain}[{ip}]: 450 4.1.8 <{email}>: Sender address rejected: Domain not found; from=<{email}> to=<{email}> proto=ESMTP helo=<{domain}>
warning: hostname {domain} does not resolve to address {ip}
warning: {domain}[{ip}]: SASL LOGIN authentication failed: authentication failure
warning: {domain}[{ip}]: SASL PLAIN authentication failed: authentication failure
imap-login: Login: user=<{user}>, method=PLAIN, rip={ip}, lip={ip}, mpid={pid}, TLS, session=<{token}>
imap-login: Aborted login (auth failed, {small} attempts in {int} secs): user=<{user}>, method=PLAIN, rip={ip}, lip={ip}, TLS, session=<{token}>
imap({user}): Logged out in={int} out={int}
imap({user}): Connection closed in={int} out={int}
lmtp({user}): msgid=<{token}@{domain}>: saved mail to {INBOX|Junk|Archive|Lists}
sieve: msgid=<{token}@{domain}>: stored mail into mailbox '{INBOX|Junk|Archive|Lists}'
quota exceeded for {user}: {size} of {size}
spamd: clean message ({float}/{float}) for {user}:{int} in {float} seconds, {int} bytes.
spamd: identified spam ({float}/{float}) for {user}:{int} in {float} seconds, {int} bytes.
greylisted {email} from {ip} for {int} seconds
DKIM signature of {domain} verified
DKIM signature of {domain} did not verify: {body hash mismatch|key not found|expired}
statistics: max connection rate {int}/60s for (smtp:{ip}) at {bsd}
statistics: max connection count {int} for (smtp:{ip}) at {bsd}
mailbox {user} locked by {user}
mailbox {user} repaired: {int} messages
virus {Eicar|Phish.Bank|Worm.Mydoom} found in message from {email}
`
    .trim()
    .split('\n'),
};
