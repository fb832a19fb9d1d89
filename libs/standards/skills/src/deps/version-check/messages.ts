import type { Messages } from '@h-j-petroleum/standards-engine';

export const messages = {
  'version-mismatch': {
    text: '{field} "{name}" is {written} here, and {chosen} in the rest of the workspace',
    why: 'Two ranges can install two copies, so that types and instances of one do not fit the other.',
  },
  'version-incompatible': {
    text: '{field} "{name}" is {written} here, which shares no version with {chosen} in the rest of the workspace',
    why: 'Two copies are installed, and since moving from one to the other changes behaviour, only a person can choose.',
  },
  'version-unclear': {
    text: '{field} "{name}" is {written} here, which is no range of versions, and {chosen} in the rest of the workspace',
    why: 'A tag is what the registry says at the moment, so nobody can tell whether both are one version.',
  },
  'catalog-not-used': {
    text: '{field} "{name}" is {written} here, although the catalog "{catalog}" holds {held}',
    why: 'A range beside the catalog is missed by the next change of the catalog.',
  },
  'catalog-entry-missing': {
    text: '{field} "{name}" refers to the catalog "{catalog}", which has no such entry',
    why: 'The install fails.',
  },
  unpinned: {
    text: '{field} "{name}" takes any version: {written}',
    why: 'The next install can bring a new major version that nobody chose.',
  },
  'peer-contradicted': {
    text: '{field} "{name}" is {written}, which no consumer may use: peerDependencies has {peer}',
    why: 'The package is tested with a version that it does not allow its consumers.',
  },
  'override-contradicts': {
    text: '{field} "{name}" forces {written}, which no manifest of the workspace allows',
    why: 'Every member gets a version that it does not declare, so the declared ranges say nothing.',
  },
  'exception-unused': {
    text: 'The exception for {names} matches nothing any more',
    why: 'An exception that nobody needs would let the next mismatch pass unseen.',
  },
} as const satisfies Messages;

export type MessageId = keyof typeof messages;
