import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { entryPointsCases } from './cases/entry-points.cases.ts';
import { filesCases } from './cases/files.cases.ts';
import { licenseCases } from './cases/license.cases.ts';
import { moduleFormatCases } from './cases/module-format.cases.ts';
import { packagesCases } from './cases/packages.cases.ts';
import { publintCases } from './cases/publint.cases.ts';
import { registryCases } from './cases/registry.cases.ts';
import { repositoryCases } from './cases/repository.cases.ts';
import { typesCases } from './cases/types.cases.ts';

/** A group a rule; each says first what it is about. */
export const cases: readonly Case[] = Object.entries({
  packages: packagesCases,
  'module format': moduleFormatCases,
  'entry points': entryPointsCases,
  types: typesCases,
  files: filesCases,
  license: licenseCases,
  repository: repositoryCases,
  registry: registryCases,
  publint: publintCases,
}).flatMap(([group, ones]) => ones.map((one) => ({ ...one, name: `${group}: ${one.name}` })));
