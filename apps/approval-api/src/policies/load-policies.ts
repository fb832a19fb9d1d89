import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '@h-j-petroleum/toolkit-service';
import { parsePolicy } from '../domain/policy/parse-policy.ts';
import type { Policy } from '../domain/policy/policy.ts';

/** Policies by name. */
export type Policies = ReadonlyMap<string, Policy>;

/** The folder of the policies that come with the service. */
export function ownPolicies(): string {
  // Built, the folder lies beside the code; in the workspace beside its folder.
  const folders = ['./policies', '../../policies'];
  const found = folders
    .map((one) => fileURLToPath(new URL(one, import.meta.url)))
    .find((one) => existsSync(join(one, 'purchase.json')));
  if (found === undefined) throw new Error('The policies of approval-api are missing.');
  return found;
}

/**
 * Reads every `*.json` of a folder as a policy. A policy's file has its name.
 *
 * @throws ServiceError `SERVICE_BAD_OPTION` with everything that is wrong, each with its file and place
 */
export function loadPolicies(folder: string): Policies {
  const policies = new Map<string, Policy>();
  const faults: string[] = [];
  for (const file of filesOf(folder)) {
    const input = read(join(folder, file));
    if (typeof input === 'string') {
      faults.push(`${file}: ${input}`);
      continue;
    }
    const { policy, problems } = parsePolicy(input.json);
    faults.push(
      ...problems.map(
        ({ place, message }) => `${file}: ${place === '' ? '' : `${place}: `}${message}`,
      ),
    );
    if (policy === undefined) continue;
    if (file !== `${policy.name}.json`)
      faults.push(`${file}: name: the file of "${policy.name}" must be called ${policy.name}.json`);
    policies.set(policy.name, policy);
  }
  if (faults.length > 0) throw refusal(folder, faults);
  return policies;
}

function filesOf(folder: string): string[] {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .sort()
    : [];
  if (files.length === 0) throw refusal(folder, ['there is no file *.json in it']);
  return files;
}

function read(path: string): { readonly json: unknown } | string {
  try {
    return { json: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function refusal(folder: string, faults: readonly string[]): ServiceError {
  const lines = faults.map((one) => `  ${one}`).join('\n');
  return new ServiceError(
    'SERVICE_BAD_OPTION',
    `The policies in ${folder} can't be used:\n${lines}\nMend them and start the service again.`,
  );
}
