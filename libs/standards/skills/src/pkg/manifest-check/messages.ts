import type { Messages } from '@h-j-petroleum/standards-engine';

const cannotLoad =
  'Whoever imports this entry gets an error that no test of this package can see, because tests import its sources.';

/** What can be wrong with the manifest of a package. */
export const messages = {
  'field-type': {
    text: '{field} is {actual}',
    why: 'Package managers and Node.js skip, misread or refuse a field of another shape, each in its own way.',
  },
  'not-esm': {
    text: 'the package is not an ES module: {actual}',
    why: 'A CommonJS package is interpreted anew in every ES module that imports it, and types and default exports differ between the two.',
  },
  'exports-missing': {
    text: 'the package does not say in "exports" what may be imported from it',
    why: 'Without exports every file inside is public, so that nothing can be moved without breaking somebody.',
  },
  'target-invalid': {
    text: '{field} points at {target}, which {problem}',
    why: cannotLoad,
  },
  'target-missing': {
    text: '{field} points at {target}, which does not exist',
    why: cannotLoad,
  },
  'target-unbuildable': {
    text: '{field} points at {target}, which is built, but from no source that could be found',
    why: cannotLoad,
  },
  'types-missing': {
    text: 'the entry {entry} has no types',
    why: 'TypeScript takes the entry for any or refuses the import, and top-level "types" does not count beside "exports".',
  },
  'types-order': {
    text: 'the condition "types" of {entry} comes after {before}',
    why: 'Conditions are tried in the order in which they stand, so TypeScript may take another one first and finds no types.',
  },
  'files-missing': {
    text: 'the package does not say in "files" what it ships',
    why: 'Without it .gitignore decides: tests and configuration are shipped, and the build, which is ignored, is not.',
  },
  'files-uncovered': {
    text: '{field} points at {target}, which is not shipped',
    why: 'The file is there for everybody who works in this repository and for nobody who installs the package.',
  },
  'license-missing': {
    text: 'the package names no licence',
    why: 'Nobody may use what has no licence, and scanners block it.',
  },
  'license-invalid': {
    text: 'license is {license}, which is no SPDX expression, UNLICENSED, or SEE LICENSE IN a file',
    why: 'Scanners of licences read SPDX identifiers alone, and take anything else for no licence.',
  },
  'license-file-missing': {
    text: 'the licence is said to stand in {target}, which is no file of the package',
    why: 'The package is shipped without the text that it refers to.',
  },
  'repository-missing': {
    text: 'the package does not name its repository',
    why: 'GitHub Packages cannot link it to its repository, whose permissions it takes over, and users do not find its source.',
  },
  'repository-invalid': {
    text: 'repository is {repository}, which names no repository',
    why: 'GitHub Packages cannot link it to its repository, whose permissions it takes over, and users do not find its source.',
  },
  'repository-other': {
    text: 'the package names the repository {repository}, the workspace {root}',
    why: 'A package that moved here still sends people, and the permissions of GitHub Packages, to where it came from.',
  },
  'repository-directory': {
    text: 'repository.directory is {directory}, but the package is in {root}',
    why: 'Links to its source and its changes lead to the wrong place in the repository.',
  },
  'name-unpublishable': {
    text: 'the name {name} cannot be published to {registry}',
    why: 'GitHub Packages takes names of the form @owner/name in lower case alone, because the owner decides where it goes.',
  },
  'registry-unknown': {
    text: 'nothing says that {name} is published to {registry}',
    why: 'Without it a publish command sends the package to the public registry of npm.',
  },
  'registry-other': {
    text: '{place} sends {name} to {actual}',
    why: 'The package would be published to another registry than the one it is installed from.',
  },
  publint: {
    text: 'publint ({code}): {text}',
    why: 'Node.js, bundlers and TypeScript read a manifest in different ways, and publint knows where they part.',
  },
  'publint-failed': {
    text: 'publint cannot judge this manifest: {reason}',
    why: 'What could not be checked must not read as passed.',
  },
} as const satisfies Messages;

export type ManifestMessages = typeof messages;
