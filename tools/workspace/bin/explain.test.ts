import { describe, expect, it } from 'vitest';
import { waysOut } from './explain.mjs';

describe('the ways out of a failed installation', () => {
  it.each([
    ['npm error code EUSAGE', 'package.json and package-lock.json disagree'],
    ['npm error code ENOTFOUND', 'Check the network'],
    ['npm error code ETIMEDOUT', 'Check the network'],
    ['npm error code E403', 'The registry refuses'],
    ['npm error code E404', 'does not have this package or version'],
    ['npm error code EINTEGRITY', 'A download is not what the lock file expects'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['npm error code ENOSPC', 'The disk is full'],
    ['npm error code EACCES', 'Files here belong to somebody else'],
    ['spawn npm ENOENT', 'npm is not on the PATH'],
    ['npm error something new', 'Read what npm said above'],
  ])('%s', (said, way) => {
    expect(waysOut(said).join('\n')).toContain(way);
  });
});
