import type { LogSystem } from '../corpus.ts';

export const ciAgents: LogSystem = {
  name: 'ci-agents',
  header: String.raw`{date} {time} [{hostn}]`,
  templates: String.raw`
Agent {hostn} connected, version {version}, labels [{linux|windows|arm}]
Agent {hostn} disconnected after {dur}
Pipeline {service} #{int} queued by {user}
Pipeline {service} #{int} started on {hostn}
Pipeline {service} #{int} passed in {dur}
Pipeline {service} #{int} failed in {dur} at stage {build|test|lint|publish}
Pipeline {service} #{int} aborted by {user}
Fetching {url}
Fetched {int} objects, {size}
Branch {main|develop|feature/cart|fix/login} of {service} is at {sha}
Restoring cache {word}-{hexid}
Cache {word}-{hexid} not found, starting from nothing
Saved cache {word}-{hexid} ({size})
Test {class}.{method} passed ({ms})
Test {class}.{method} failed: {text}
Test {class}.{method} skipped
Test report {file} could not be parsed: {text}
Coverage is {pct}, was {pct}
Publishing {service} {version} to {url}
Published {service} {version}
Version {version} of {service} exists already
Secret {word} is not set for {service}
Secret {word} was rotated by {user}
Webhook from {ip} refused: bad signature
Webhook from {ip} accepted: {push|pull_request|tag|release}
Workspace {dir} cleaned, {size} freed
Workspace {dir} could not be cleaned: {text}
Disk of {hostn} is {pct} full
Waiting for an executor with label {linux|windows|arm}
Timeout of {dur} reached, sending {SIGTERM|SIGKILL} to {pid}
`
    .trim()
    .split('\n'),
};
