import type { Messages } from '@h-j-petroleum/standards-engine';

const order =
  'What is loaded before telemetry starts cannot be patched any more, so its calls are missing in every trace.';
const blind = 'Whoever looks for the cause of a failure finds a hole where this service is.';

export const messages = {
  'entry-missing': {
    text: '{entry}, by which the service starts, is not there',
    why: 'What cannot be found cannot be looked at, and would pass unseen.',
  },
  'telemetry-missing': {
    text: '{entry} starts no telemetry: it imports none of {starters}',
    why: blind,
  },
  'telemetry-late': { text: '{entry} loads {specifier} before telemetry starts', why: order },
  'logger-first': {
    text: '{entry} starts its logger ({specifier}) before telemetry',
    why: 'A logger that is there before the trace is writes records that no trace id leads to.',
  },
  'toolkit-bypassed': {
    text: '{specifier} is used past the toolkits; {toolkit} does it',
    why: 'Two set-ups in one process take turns in losing data: sampling, resource and redaction then hold for one of them alone.',
  },
  'console-used': {
    text: 'console.{method} in production code',
    why: 'Such a line has neither a level nor a trace id, is not redacted, and never comes to the signal store.',
  },
  'mock-used': {
    text: '{specifier} is for tests, and production code imports it',
    why: 'What is mocked in production answers what nobody asked.',
  },
  'attribute-unknown': {
    text: "{name} is no attribute of OpenTelemetry's semantic conventions {version}",
    why: 'Dashboards and queries ask for the names of the conventions, and find nothing under another one.',
  },
  'attribute-deprecated': {
    text: "{name} is deprecated in OpenTelemetry's semantic conventions {version}",
    why: 'Dashboards and queries ask for the new name, and find nothing under the old one.',
  },
  'start-failed': {
    text: 'the service could not be started by `{command}`',
    why: 'A service that does not start by its documented command is observed by nobody.',
  },
  'never-listens': {
    text: 'the service was started by `{command}` and did not listen on the port it was given',
    why: 'A service that does not listen where it is told to takes no request.',
  },
  'request-failed': {
    text: '{request} was not answered as it should be',
    why: 'Where the request itself fails, its telemetry says nothing of the service at work.',
  },
  'trace-missing': { text: '{request} made no span', why: blind },
  'trace-not-continued': {
    text: '{request} came with a trace, and the service began another',
    why: "The caller's trace ends where the service begins, so nobody sees the whole of a request.",
  },
  'trace-broken': {
    text: 'the trace of {request} is broken at {where}',
    why: 'What hangs on nothing is not found by whoever follows the request through the services.',
  },
  'log-missing': { text: '{request} made no log record', why: blind },
  'log-untraced': {
    text: 'no log record of {request} has its trace id',
    why: 'A log that is not tied to its trace has to be found by time and guess.',
  },
  'metric-missing': {
    text: '{request} was not measured by {metric}',
    why: 'Rates, latencies and the share of failures are read from this metric.',
  },
  'identity-missing': {
    text: 'what the service sends has no {attribute} that says what it is',
    why: 'Without name and version nobody can tell which service, and which release of it, something is about.',
  },
} satisfies Messages;
