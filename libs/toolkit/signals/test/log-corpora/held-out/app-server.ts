import type { LogSystem } from '../corpus.ts';

export const appServer: LogSystem = {
  name: 'app-server',
  header: String.raw`{date} {time},{int} {INFO|WARN} [{class}] (http-exec-{small})`,
  templates: String.raw`
Deployed "{file}" (runtime-name : "{file}")
Undeployed "{file}" (runtime-name: "{file}")
Starting service [{class}]
Stopping service [{class}]
Initializing Spring embedded WebApplicationContext
Started Application in {float} seconds (JVM running for {float})
Tomcat started on port(s): {port} (http) with context path '{dir}'
HikariPool-{small} - Start completed.
HikariPool-{small} - Shutdown initiated...
HikariPool-{small} - Connection is not available, request timed out after {ms}.
Pool stats (total={int}, active={int}, idle={int}, waiting={int})
Bean '{method}' of type [{class}] is not eligible for getting processed by all BeanPostProcessors
Mapped "[{route}], methods=[{verb}]" onto public void {class}.{method}()
Resolved [{class}: {text}]
Servlet.service() for servlet [dispatcherServlet] in context with path [{dir}] threw exception [Request processing failed: java.lang.NullPointerException] with root cause
Servlet.service() for servlet [dispatcherServlet] in context with path [{dir}] threw exception [Request processing failed: java.lang.IllegalStateException: {text}] with root cause
Transaction {hexid} began by {user}
Transaction {hexid} committed in {ms}
Transaction {hexid} rolled back: {class}
JMS listener {topic} attached to {class}
JMS listener {topic} detached from {class}
Thread {word}-exec-{int} has been active for {int} milliseconds and may be stuck
Session {token} created for {user}@{host}
Session {token} invalidated
LDAP bind for cn={user},ou=people,dc=example,dc=com failed: invalid credentials
LDAP bind for cn={user},ou=people,dc=example,dc=com succeeded
GC pause (G1 Evacuation Pause) {float}M->{float}M({int}M) {ms}
Full GC (Ergonomics) {float}M->{float}M({int}M) {float}s
Property {spring.datasource.url|server.port|logging.level.root} overridden by {environment|system property|command line}
Using {G1|ZGC|Parallel} collector
Cache region {class} cleared
Cache region {class} filled with {int} entries
HTTP {status} for {verb} {route} by {user}
Method {class}.{method} took {ms}
Could not open JDBC Connection: {text}
Query returned {int} rows: {sql}
Exporting metrics to {url} failed: {java.net.ConnectException: Connection refused|java.net.SocketTimeoutException: Read timed out}
Locale resolved to {en_US|de_DE|pt_BR|ja_JP}
`
    .trim()
    .split('\n'),
};
