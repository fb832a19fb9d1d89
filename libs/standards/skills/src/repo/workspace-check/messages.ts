import type { Messages } from '@h-j-petroleum/standards-engine';

const twoCopies =
  'A member that is installed from the registry is tested as it was published, not as it is here, and two copies of one package meet at run time.';
const oneLock =
  'Two people who install from different lock files do not run the same code, and only one of them is the one that was tested.';

/** What can be wrong with a workspace as a whole. */
export const messages = {
  'package-unlisted': {
    text: '{name} in {folder} stands beside members of the workspace, but is none itself',
    why: 'A package that is no member is neither installed, built, tested nor checked with the others, and nobody is told.',
  },
  'exclusion-unused': {
    text: 'the pattern {pattern} keeps no package out of the workspace',
    why: 'An exclusion that excludes nothing is a misspelt one, or one whose package has moved into the workspace unseen.',
  },
  'lists-differ': {
    text: '"workspaces" {difference}',
    why: 'Tools that read the one list work on other packages than pnpm, which reads the other, installs and links.',
  },
  'name-duplicate': {
    text: '{name} is also the name of {others}',
    why: 'A name is how packages find each other: with two of one name, which of them is installed is chance.',
  },
  'name-invalid': {
    text: 'the name {name} {problem}',
    why: 'A name that the registry refuses is found out at the first release, when dependents already use it.',
  },
  'internal-range': {
    text: '{field}.{name} is {range}, but the workspace has {name} {version}: the copy of the registry is installed',
    why: twoCopies,
  },
  'internal-not-linked': {
    text: '{field}.{name} is {range}: pnpm {pnpm} links a member only by workspace:, and installs the copy of the registry here',
    why: twoCopies,
  },
  'workspace-range': {
    text: '{field}.{name} is {range}, but {member} of the workspace is {version}: nothing matches',
    why: 'The workspace protocol never falls back to the registry, so an install fails for everybody.',
  },
  'workspace-target-missing': {
    text: '{field}.{name} is {range}, but {target} is no member of the workspace',
    why: 'The workspace protocol never falls back to the registry, so an install fails for everybody.',
  },
  'workspace-protocol-unsupported': {
    text: '{field}.{name} is {range}, but {manager} does not know the workspace protocol',
    why: 'The install stops with an unsupported URL, also for whoever installs the published package.',
  },
  'lock-missing': {
    text: 'there is no lock file of {manager}',
    why: 'Without a lock file every install may bring other versions than the ones that were tested.',
  },
  'lock-foreign': {
    text: '{lock} is a lock file of {other}, but the workspace declares {manager}',
    why: oneLock,
  },
  'lock-ambiguous': {
    text: 'there are lock files of more than one package manager ({locks}), and none is declared',
    why: oneLock,
  },
  'lock-duplicate': {
    text: '{lock} stands beside {wins}, which {manager} reads instead',
    why: oneLock,
  },
  'lock-in-member': {
    text: '{lock} locks a member apart from the workspace',
    why: 'An install at the root never reads it, so it goes stale; one inside the member reads nothing else.',
  },
  'package-manager-missing': {
    text: 'the root does not say which package manager, in which version, installs it',
    why: 'Versions of package managers resolve and link differently, so machines disagree about what is installed.',
  },
  'package-manager-inexact': {
    text: '{field} is {value}, which is not one exact version',
    why: 'Versions of package managers resolve and link differently, and Corepack refuses anything but an exact version.',
  },
  'package-manager-conflict': {
    text: 'packageManager names {manager}, devEngines.packageManager names {other}',
    why: 'Tools that read one field and tools that read the other install with different package managers.',
  },
  'root-public': {
    text: 'the root of the workspace is not private',
    why: 'A publish command run in the wrong folder would put the whole repository on the registry.',
  },
  'field-missing': {
    text: '{name} has no {field}',
    why: 'Tools that work on the whole workspace (filters, releases, this gate) address packages by these fields.',
  },
  'version-invalid': {
    text: 'version is {version}, which is not a semantic version',
    why: 'A version that cannot be compared satisfies no range, so dependents get another copy or none.',
  },
  'engines-missing': {
    text: 'the root does not say which versions of Node.js it supports',
    why: 'Whoever installs with an older Node.js learns of it from a syntax error in a dependency.',
  },
  'engines-invalid': {
    text: '{field} is {range}, which is not a range of versions',
    why: 'Package managers skip a range they cannot read, so it protects nobody.',
  },
  'engines-wider': {
    text: '{name} supports Node.js {range}, the workspace only {root}',
    why: 'Versions of Node.js that the workspace itself does not support are promised, but never tested.',
  },
  'engines-contradict': {
    text: '{name} supports Node.js {range}, the workspace {root}: no version does for both',
    why: 'There is no Node.js with which the workspace can be installed.',
  },
  'dependencies-type': {
    text: '{field} is {actual}',
    why: 'Package managers skip, misread or crash on a dependency field of another shape, each in its own way.',
  },
  'dependency-range-type': {
    text: '{field}.{name} is {actual}',
    why: 'Package managers skip, misread or crash on a dependency whose range is no text, each in its own way.',
  },
  'dependency-twice': {
    text: '{name} is a dependency ({range}) and a development dependency ({devRange})',
    why: 'Package managers differ in which of the two they install, so the second one misleads whoever reads it.',
  },
} as const satisfies Messages;

export type WorkspaceMessages = typeof messages;
