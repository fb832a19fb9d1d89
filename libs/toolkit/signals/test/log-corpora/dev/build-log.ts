import type { LogSystem } from '../corpus.ts';

export const buildLog: LogSystem = {
  name: 'build-log',
  header: String.raw`[{time}]`,
  templates: String.raw`
> Task :{app|core|web|api}:{compileJava|test|jar|processResources}
> Task :{app|core|web|api}:{compileJava|test|jar|processResources} UP-TO-DATE
> Task :{app|core|web|api}:{compileJava|test|jar|processResources} FAILED
Downloading {url} ({size})
Downloaded {int} packages in {dur}
warning: unused variable: '{word}'
warning: unused import: '{word}'
error[E{int}]: cannot find type '{word}' in this scope
  --> {path}:{int}:{small}
{path}:{int}:{small}: warning: unused parameter '{word}'
{path}:{int}:{small}: error: expected ';' before '{word}'
{path}:{int}:{small}: error: '{word}' was not declared in this scope
Compiling {service} v{version}
Finished release [optimized] target(s) in {dur}
Running {int} tests using {small} workers
PASS {path} ({dur})
FAIL {path} ({dur})
Tests: {int} failed, {int} passed, {int} total
Snapshot {word} written
Snapshot {word} obsolete
npm warn deprecated {service}@{version}: {text}
added {int} packages, and audited {int} packages in {dur}
{int} vulnerabilities ({int} low, {int} high)
BUILD SUCCESSFUL in {dur}
BUILD FAILED in {dur}
{int} actionable tasks: {int} executed, {int} up-to-date
Cache restored from key: {word}-{sha}
Cache not found for input keys: {word}-{sha}
Uploading artifact {file}: {pct}
Artifact {file} has been uploaded
Step {small}/{int} : RUN {npm ci|apk add git|make all|pip install .}
Step {small}/{int} : COPY {dir} {dir}
 ---> {short}
 ---> Using cache
Removing intermediate container {short}
Job succeeded
Job failed: exit code {int}
Cloning repository {url}
Checking out {sha} as {main|develop|release}...
Runner {host} picked up job {int} of {user}
`
    .trim()
    .split('\n'),
};
