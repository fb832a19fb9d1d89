/**
 * The rules of Redocly that hold. Named one by one, and not by one of its sets, so that a new version of the library does not
 * bring findings that nobody chose. What is matter of taste, or asks for what an internal service need not have (a licence, a
 * contact, a list of servers), is not among them.
 */
export const structureRules = ['struct', 'no-unresolved-refs'] as const;

export const lintRules = [
  'no-ambiguous-paths',
  'no-duplicated-enum-values',
  'no-duplicated-tag-names',
  'no-enum-type-mismatch',
  'no-example-value-and-externalValue',
  'no-identical-paths',
  'no-invalid-media-type-examples',
  'no-invalid-parameter-examples',
  'no-invalid-schema-examples',
  'no-path-trailing-slash',
  'no-required-schema-properties-undefined',
  'no-schema-type-mismatch',
  'no-server-trailing-slash',
  'no-server-variables-empty-enum',
  'no-undefined-server-variable',
  'no-unused-components',
  'nullable-type-sibling',
  'operation-2xx-response',
  'operation-operationId',
  'operation-operationId-unique',
  'operation-operationId-url-safe',
  'operation-parameters-unique',
  'operation-summary',
  'path-declaration-must-exist',
  'path-not-include-query',
  'path-parameters-defined',
  'security-defined',
  'spec-components-invalid-map-name',
] as const;
