import { describe, expect, it } from 'vitest';
import { tokenFor } from './uplink.ts';

const npmrc = `registry=https://npm.example.invalid/all/
; a comment
//npm.example.invalid/:_authToken=of-another
//npm.example.invalid/all/:_authToken = "\${NPM_READ}"
//other.example.invalid/:_authToken=plain
`;

describe('the token for the registry of a user', () => {
  it('is the one of its address, with the environment put in', () => {
    const env = { NPM_READ: 'secret' };
    expect(tokenFor('https://npm.example.invalid/all/', npmrc, env)).toBe('secret');
    expect(tokenFor('https://npm.example.invalid/all', npmrc, env)).toBe('secret');
    expect(tokenFor('https://other.example.invalid/', npmrc, {})).toBe('plain');
  });

  it('is none where nothing is said, or an empty variable', () => {
    expect(tokenFor('https://npm.example.invalid/all/', npmrc, {})).toBeUndefined();
    expect(tokenFor('https://npm.example.invalid/some/', npmrc, {})).toBeUndefined();
    expect(tokenFor('https://other.example.invalid:8080/', npmrc, {})).toBeUndefined();
    expect(tokenFor('https://npm.example.invalid/', '', {})).toBeUndefined();
  });
});
