import type { Random } from './random.ts';

const people =
  'root maria deploy jonas admin svc-backup priya tomasz nobody elena guest kofi hannah www-data olu mateo ingrid postgres sven yuki oracle amara pierre zhang ops dmitri lucia nagios farid chloe ansible gunnar beatriz test rahul monitor saoirse ivan webmaster noor'.split(
    ' ',
  );
const hosts =
  'orion lyra vega draco corvus hydra phoenix gemini cygnus aquila pavo norma fornax carina'.split(
    ' ',
  );
const zones = ['', '', '.lan', '.internal', '.corp.example.net'];
const domains = [
  'example.com',
  'shop.example.org',
  'mail.acme-freight.net',
  'cdn.tidewater.io',
  'api.northlake.dev',
  'static.brightfield.co',
  'relay.hillside.edu',
];
const services =
  'billing checkout inventory search-api notifier catalog identity ledger reports gateway thumbnailer scheduler geocoder shipping payments-worker'.split(
    ' ',
  );
const tables =
  'orders customers invoice_lines shipments audit_log price_list sessions warehouse_stock tickets contracts'.split(
    ' ',
  );
const topics =
  'order-events clicks payments.settled inventory-changes audit user.profile.updates telemetry_raw emails-out dead-letter'.split(
    ' ',
  );
const classes = [
  'com.acme.order.OrderController',
  'com.acme.billing.InvoiceService',
  'org.harbor.sync.ReplicaManager',
  'com.acme.web.SessionFilter',
  'io.tidal.cache.LruStore',
  'com.acme.report.PdfRenderer',
  'org.harbor.jobs.NightlyCleanup',
  'com.acme.auth.TokenVerifier',
];
const folders =
  'var opt srv home data usr mnt tmp spool cache lib releases current uploads backup import archive'.split(
    ' ',
  );
const stems =
  'report invoice settings index main users_export manifest summary thumbnail worker payload inventory release-notes ledger avatar'.split(
    ' ',
  );
const endings = 'log txt csv json xml conf tar.gz png pdf html db tmp yaml parquet'.split(' ');
const sentence =
  'the package could not be delivered because nobody was home please call us back tomorrow morning customer asked for refund twice but never sent receipt blue chairs arrived broken thanks and goodbye we waited half an hour at gate'.split(
    ' ',
  );
const nouns =
  'blue gate receipt customer chairs package morning kestrel alpine zulu nightly weekly staging delta omega harvest primary tundra'.split(
    ' ',
  );
const methods =
  'loadConfig flushBuffers acquireLease renderPage parseHeader onResume computeTotals refreshToken'.split(
    ' ',
  );
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const hex = '0123456789abcdef';

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (random: Random): string =>
  `${two(random.whole(0, 23))}:${two(random.whole(0, 59))}:${two(random.whole(0, 59))}`;
const ip = (random: Random): string =>
  `${random.pick([10, 172, 192, 203, 81])}.${random.whole(0, 255)}.${random.whole(0, 255)}.${random.whole(1, 254)}`;
const path = (random: Random): string =>
  `/${Array.from({ length: random.whole(1, 4) }, () => random.pick(folders)).join('/')}/${file(random)}`;
const file = (random: Random): string =>
  `${random.pick(stems)}${random.next() < 0.3 ? `-${random.whole(1, 999)}` : ''}.${random.pick(endings)}`;
const words = (random: Random, least: number, most: number): string =>
  Array.from({ length: random.whole(least, most) }, () => random.pick(sentence)).join(' ');

/** What may stand in `{braces}` in a template of a corpus: a value as a program would print it. */
export const slots: Readonly<Record<string, (random: Random) => string>> = {
  int: (random) => String(Math.floor(10 ** (random.next() * 5))),
  small: (random) => String(random.whole(0, 9)),
  neg: (random) => String(random.whole(-30, -1)),
  float: (random) => (random.next() * 10 ** random.whole(0, 3)).toFixed(random.whole(1, 4)),
  pct: (random) => `${random.whole(0, 100)}%`,
  size: (random) =>
    `${(random.next() * 900 + 1).toFixed(1)} ${random.pick(['B', 'KB', 'MB', 'GB'])}`,
  kb: (random) => `${random.whole(1, 99999)}kB`,
  ms: (random) => `${random.whole(0, 9000)}ms`,
  dur: (random) =>
    random.pick([
      `${random.whole(1, 59)}s`,
      `${random.whole(1, 12)}h${random.whole(0, 59)}m`,
      `${random.whole(1, 999)}.${random.whole(1, 999)}ms`,
      `${random.whole(1, 9)}m${random.whole(0, 59)}s`,
    ]),
  hex: (random) => `0x${random.digits(random.pick([4, 8, 8, 16]), hex)}`,
  hexid: (random) => random.digits(8, hex),
  sha: (random) => random.digits(40, hex),
  short: (random) => random.digits(12, hex),
  uuid: (random) => [8, 4, 4, 4, 12].map((count) => random.digits(count, hex)).join('-'),
  token: (random) =>
    random.digits(random.whole(16, 28), 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789'),
  ip,
  ipport: (random) => `${ip(random)}:${random.whole(1024, 65535)}`,
  ipsix: (random) => `fe80::${random.digits(4, hex)}:${random.digits(3, hex)}`,
  port: (random) => String(random.whole(1024, 65535)),
  mac: (random) => Array.from({ length: 6 }, () => random.digits(2, hex)).join(':'),
  pid: (random) => String(random.whole(2, 32000)),
  time: clock,
  date: (random) =>
    `20${random.whole(19, 26)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
  iso: (random) =>
    `2025-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}T${clock(random)}.${random.digits(3)}Z`,
  clf: (random) => `${two(random.whole(1, 28))}/${random.pick(months)}/2025:${clock(random)} +0000`,
  bsd: (random) =>
    `${random.pick(months)} ${String(random.whole(1, 28)).padStart(2, ' ')} ${clock(random)}`,
  user: (random) => random.skewed(people),
  host: (random) => random.skewed(hosts) + random.pick(zones),
  hostn: (random) =>
    `${random.pick(['web', 'db', 'node', 'worker', 'cache'])}-${random.whole(1, 40)}`,
  domain: (random) => random.pick(domains),
  email: (random) => `${random.pick(people)}@${random.pick(domains)}`,
  url: (random) =>
    `${random.pick(['http', 'https'])}://${random.pick(domains)}/${random.pick(stems)}${random.next() < 0.5 ? `?id=${random.whole(1, 9999)}&lang=${random.pick(['en', 'de', 'pt'])}` : ''}`,
  route: (random) =>
    random.pick([
      '/',
      '/health',
      '/api/v1/orders',
      `/api/v1/orders/${random.whole(1, 9999)}`,
      '/login',
      `/users/${random.pick(people)}/avatar`,
      '/static/js/app.js',
      `/search?q=${random.pick(stems)}`,
      '/favicon.ico',
    ]),
  path,
  dir: (random) =>
    `/${Array.from({ length: random.whole(1, 4) }, () => random.pick(folders)).join('/')}`,
  winpath: (random) =>
    `C:\\${random.pick(['Program Files', 'Users', 'Windows', 'ProgramData'])}\\${random.pick(stems)}\\${file(random)}`,
  file,
  class: (random) => random.skewed(classes),
  method: (random) => random.pick(methods),
  service: (random) => random.skewed(services),
  table: (random) => random.skewed(tables),
  topic: (random) => random.skewed(topics),
  text: (random) => words(random, 2, 9),
  word: (random) => random.pick(nouns),
  bool: (random) => random.pick(['true', 'false']),
  verb: (random) => random.pick(['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE']),
  status: (random) => random.pick(['200', '200', '200', '204', '301', '404', '500', '503']),
  version: (random) =>
    `${random.whole(0, 9)}.${random.whole(0, 30)}.${random.whole(0, 99)}${random.next() < 0.2 ? '-rc.1' : ''}`,
  ua: (random) =>
    random.pick([
      'curl/8.4.0',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
      'kube-probe/1.29',
      'okhttp/4.12',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X)',
    ]),
  country: (random) =>
    random.pick(['Norway', 'Kenya', 'Brazil', 'Japan', 'Portugal', 'Canada', 'Vietnam']),
  ips: (random) => Array.from({ length: random.whole(1, 5) }, () => ip(random)).join(', '),
  ints: (random) =>
    Array.from({ length: random.whole(1, 6) }, () => String(random.whole(0, 99))).join(' '),
  names: (random) =>
    Array.from({ length: random.whole(1, 4) }, () => random.pick(services)).join(', '),
  hosts: (random) =>
    `[${Array.from({ length: random.whole(1, 4) }, () => random.pick(hosts)).join(',')}]`,
  sql: (random) =>
    random.pick([
      `SELECT * FROM ${random.pick(tables)} WHERE id = ${random.whole(1, 9999)}`,
      `SELECT count(*) FROM ${random.pick(tables)}`,
      `UPDATE ${random.pick(tables)} SET status = 'done', touched = now() WHERE id IN (${random.whole(1, 9)}, ${random.whole(10, 99)})`,
      `DELETE FROM ${random.pick(tables)} WHERE created < '2024-01-01'`,
    ]),
  json: (random) =>
    random.pick([
      `{"id":${random.whole(1, 99)},"name":"${random.pick(people)}"}`,
      `{"id":${random.whole(1, 99)},"tags":["${random.pick(stems)}","${random.pick(stems)}"],"ok":true}`,
      '{}',
    ]),
};
