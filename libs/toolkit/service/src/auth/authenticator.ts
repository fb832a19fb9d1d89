import type { IncomingHttpHeaders } from 'node:http';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { Principal } from '../access/principal.ts';

/** One way to say who one is. */
export interface Authenticator {
  /** Its name in the OpenAPI document's `securitySchemes`. */
  readonly scheme: string;
  readonly securityScheme: OpenAPIV3_1.SecuritySchemeObject;
  /** What `WWW-Authenticate` says of it where nobody is logged in. */
  readonly challenge: string;
  /**
   * Who makes the request; null where it brings nothing of this kind.
   *
   * @throws ServiceProblem `unauthenticated` where what it brings is not valid, `unavailable` where that can't be told now
   */
  authenticate(headers: IncomingHttpHeaders): Promise<Principal | null>;
}
