import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { dependencyFieldsCases } from './cases/dependency-fields.cases.ts';
import { enginesCases } from './cases/engines.cases.ts';
import { internalDependenciesCases } from './cases/internal-dependencies.cases.ts';
import { lockFilesCases } from './cases/lock-files.cases.ts';
import { malformedCases } from './cases/malformed.cases.ts';
import { membersCases } from './cases/members.cases.ts';
import { namesCases } from './cases/names.cases.ts';
import { packageManagerCases } from './cases/package-manager.cases.ts';
import { requiredFieldsCases } from './cases/required-fields.cases.ts';

/** A group a rule; each says first what it is about. */
export const cases: readonly Case[] = Object.entries({
  members: membersCases,
  names: namesCases,
  'required fields': requiredFieldsCases,
  'package manager': packageManagerCases,
  'lock files': lockFilesCases,
  engines: enginesCases,
  'dependency fields': dependencyFieldsCases,
  'internal dependencies': internalDependenciesCases,
  malformed: malformedCases,
}).flatMap(([group, ones]) => ones.map((one) => ({ ...one, name: `${group}: ${one.name}` })));
