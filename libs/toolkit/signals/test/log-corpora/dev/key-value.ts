import type { LogSystem } from '../corpus.ts';

export const keyValue: LogSystem = {
  name: 'key-value',
  header: String.raw`ts={iso}`,
  templates: String.raw`
level=info component={service} msg="request handled" method={verb} path={route} status={status} duration={dur}
level=info component={service} msg="request started" method={verb} path={route}
level=warn component={service} msg="slow request" method={verb} path={route} duration={dur}
level=error component={service} msg="request failed" err="{connection refused|deadline exceeded|broken pipe}" path={route}
level=info msg="config loaded" file={path} version={version}
level=error msg="config invalid" file={path} err="unknown field {word}"
level=info msg="scrape pool started" pool={service} targets={int}
level=info msg="scrape pool stopped" pool={service} targets={int}
level=warn msg="scrape failed" pool={service} target={url} err="context deadline exceeded"
level=info msg="compaction done" dir={dir} blocks={int} took={dur}
level=info msg="compaction started" dir={dir} blocks={int}
level=debug msg="gossip member joined" member={hostn} addr={ipport}
level=debug msg="gossip member left" member={hostn} addr={ipport}
level=info msg="leader elected" leader={hostn} term={int}
level=info msg="stepping down as leader" leader={hostn} term={int}
level=warn msg="disk almost full" device={sda1|sdb2|nvme0n1p1} used={pct}
level=error msg="write failed" table={table} err="no space left on device" attempt={small}
level=info msg="user authenticated" user={user} ip={ip} method={ldap|oidc|password|token}
level=warn msg="user locked out" user={user} ip={ip} failures={small}
level=info msg="user deleted" user={user} by={user}
level=info msg="alert firing" alert={HighLatency|DiskFull|NodeDown|CertExpiry} severity={page|ticket} labels={json}
level=info msg="alert resolved" alert={HighLatency|DiskFull|NodeDown|CertExpiry} severity={page|ticket}
level=info msg="peer connected" peer={host} proto={tcp|quic|ws}
level=info msg="peer disconnected" peer={host} reason="{text}"
level=debug msg="cache lookup" key={user}/{int} hit={bool}
level=info msg="rotated keys" count={small} next={iso}
level=error msg="panic recovered" panic="runtime error: index out of range [{small}] with length {small}"
level=info msg="shutting down" signal={SIGTERM|SIGINT|SIGQUIT}
level=info msg="stopped" uptime={dur}
level=warn msg="deprecated flag used" flag=--{log-format|storage.path|web.timeout}
level=info msg="imported rules" group={word} rules={int} tenant={service}
level=error msg="failed to import rules" group={word} tenant={service} err="{text}"
level=info msg="subscription created" topic={topic} subscriber={service}
level=info msg="subscription removed" topic={topic} subscriber={service}
`
    .trim()
    .split('\n'),
};
