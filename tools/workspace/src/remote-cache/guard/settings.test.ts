import { describe, expect, it } from 'vitest';
import { newKeys } from '../seal/keys.ts';
import { readSettings } from './settings.ts';

const { signingKey, publicKey } = newKeys();
const other = newKeys();
const enough = {
  REMOTE_CACHE_SERVER: 'https://cache.example.invalid/nx',
  REMOTE_CACHE_PUBLIC_KEYS: publicKey,
};

describe('settings of the remote cache', () => {
  it('are complete with a server and whom to trust; such a run stores nothing', () => {
    const { trusted, server, ...rest } = Object(readSettings(enough));
    expect([String(server), trusted.length]).toStrictEqual(['https://cache.example.invalid/nx', 1]);
    expect(rest).toStrictEqual({
      ...{ token: undefined, signingKey: undefined, timeoutMs: 20_000, maxBytes: 268_435_456 },
    });
  });

  it('take a token, several keys, a key to sign with, and limits', () => {
    const settings = readSettings({
      ...{ ...enough, REMOTE_CACHE_TOKEN: 'abc', REMOTE_CACHE_SIGNING_KEY: signingKey },
      REMOTE_CACHE_PUBLIC_KEYS: `${other.publicKey}, ${publicKey}`,
      ...{ REMOTE_CACHE_TIMEOUT_SECONDS: '0.5', REMOTE_CACHE_MAX_MEGABYTES: '2' },
    });
    expect(settings).toMatchObject({ token: 'abc', timeoutMs: 500, maxBytes: 2_097_152 });
    expect(Object(settings).trusted).toHaveLength(2);
    expect(Object(settings).signingKey.asymmetricKeyType).toBe('ed25519');
  });

  it.each([[{}], [{ REMOTE_CACHE_SERVER: '' }], [{ REMOTE_CACHE_PUBLIC_KEYS: publicKey }]])(
    'are none, without a word, in %j',
    (env) => {
      expect(readSettings(env)).toStrictEqual({ why: undefined });
    },
  );

  it('take what a pipeline leaves empty for what is not there', () => {
    const env = { ...enough, REMOTE_CACHE_TOKEN: '', REMOTE_CACHE_SIGNING_KEY: '' };
    expect(readSettings(env)).toMatchObject({ token: undefined, signingKey: undefined });
  });

  it.each([
    [
      { REMOTE_CACHE_PUBLIC_KEYS: '' },
      'REMOTE_CACHE_PUBLIC_KEYS is not set: entries that nobody vouches for are of no use',
    ],
    [
      { REMOTE_CACHE_PUBLIC_KEYS: `${publicKey},secret` },
      'REMOTE_CACHE_PUBLIC_KEYS is no Ed25519 public key',
    ],
    [{ REMOTE_CACHE_SERVER: 'ftp://x' }, 'REMOTE_CACHE_SERVER is no http or https URL'],
    [
      { REMOTE_CACHE_SERVER: 'x', REMOTE_CACHE_SIGNING_KEY: 'secret' },
      'REMOTE_CACHE_SERVER is no http or https URL; REMOTE_CACHE_SIGNING_KEY is no Ed25519 private key',
    ],
    [
      { REMOTE_CACHE_SIGNING_KEY: other.signingKey },
      'REMOTE_CACHE_SIGNING_KEY fits none of REMOTE_CACHE_PUBLIC_KEYS',
    ],
    [
      { REMOTE_CACHE_TOKEN: 'two words' },
      'REMOTE_CACHE_TOKEN holds something other than printable ASCII',
    ],
  ])('that cannot be used are none, and it says why: %#', (env, why) => {
    expect(readSettings({ ...enough, ...env })).toStrictEqual({ why });
  });

  it.each(['0', '-1', 'soon', 'Infinity'])('take no %j for a limit', (text) => {
    const { why } = Object(readSettings({ ...enough, REMOTE_CACHE_TIMEOUT_SECONDS: text }));
    expect(why).toMatch(/^REMOTE_CACHE_TIMEOUT_SECONDS /);
  });
});
