/**
 * What breaks whom. A request may only become wider and a response only narrower: what was sent must still be taken, and
 * nothing may come back that nobody knew of.
 */
export interface Rule {
  /** Whose direction it is about; `both` for what concerns the call as a whole. */
  readonly direction: 'request' | 'response' | 'both';
  /** `unclear`: it may break, and whether it does cannot be told. */
  readonly severity: 'breaking' | 'unclear';
  /** One line for the page. */
  readonly says: string;
}

const breaking = (direction: Rule['direction'], says: string): Rule => ({
  direction,
  severity: 'breaking',
  says,
});

export const rules = {
  'path-removed': breaking('both', 'A path is gone.'),
  'operation-removed': breaking('both', 'A method of a path is gone.'),
  'security-tightened': breaking('both', 'Credentials that sufficed suffice no more.'),
  'security-scheme-changed': breaking('both', 'Credentials are given in another way.'),
  'parameter-removed': breaking('request', 'A parameter is gone.'),
  'parameter-required': breaking('request', 'A parameter must be given that could be left out.'),
  'parameter-style-changed': breaking('request', 'A parameter is written in another way.'),
  'request-body-removed': breaking('request', 'A body is taken no more.'),
  'request-body-required': breaking('request', 'A body must be given that could be left out.'),
  'request-media-type-removed': breaking('request', 'A media type is taken no more.'),
  'request-property-removed': breaking('request', 'A property is taken no more.'),
  'request-property-required': breaking(
    'request',
    'A property must be given that could be left out.',
  ),
  'request-type-narrowed': breaking('request', 'Values of a type are taken no more.'),
  'request-enum-narrowed': breaking('request', 'A value of a list is taken no more.'),
  'request-limit-narrowed': breaking('request', 'A range, a length or a count became narrower.'),
  'request-format-narrowed': breaking('request', 'A format is asked for that was not.'),
  'request-constraint-added': breaking('request', 'A pattern or another condition was added.'),
  'request-object-closed': breaking('request', 'Properties of any name are taken no more.'),
  'request-branch-removed': breaking('request', 'An alternative of `oneOf` or `anyOf` is gone.'),
  'response-removed': breaking('response', 'A response code is gone.'),
  'response-media-type-removed': breaking('response', 'A media type is answered no more.'),
  'response-header-removed': breaking('response', 'A header is gone.'),
  'response-header-optional': breaking(
    'response',
    'A header may be missing that was always there.',
  ),
  'response-property-removed': breaking('response', 'A property is gone.'),
  'response-property-optional': breaking(
    'response',
    'A property may be missing that was always there.',
  ),
  'response-type-widened': breaking('response', 'Values of another type may come.'),
  'response-enum-widened': breaking('response', 'A value may come that was not in the list.'),
  'response-limit-widened': breaking('response', 'A range, a length or a count became wider.'),
  'response-format-widened': breaking('response', 'A format is promised no more.'),
  'response-constraint-removed': breaking(
    'response',
    'A pattern or another condition is promised no more.',
  ),
  'response-branch-added': breaking('response', 'An alternative of `oneOf` or `anyOf` was added.'),
  'callback-removed': breaking('response', 'A webhook or a callback is called no more.'),
  'callback-not-comparable': {
    direction: 'response',
    severity: 'unclear',
    says: 'A webhook or a callback changed in any way but its texts.',
  },
  'schema-not-comparable': {
    direction: 'both',
    severity: 'unclear',
    says: 'Two schemas differ in a way that nobody can tell to be wider or narrower.',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
export type Direction = 'request' | 'response';
