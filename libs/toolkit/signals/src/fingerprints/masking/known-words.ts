const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** With digits, and yet never a value: names of formats, algorithms and systems. */
export const namesWithDigits = words(`
  utf8 utf-8 UTF-8 UTF8 utf16 utf-16 UTF-16 utf8mb4 base64 Base64 sha1 SHA1 SHA-1 md5 MD5 sha256 SHA256 SHA-256 sha512 SHA512
  ipv4 IPv4 IPV4 ipv6 IPv6 IPV6 x509 X509 X.509 oauth2 OAuth2 log4j slf4j i18n l10n k8s s3 S3 ec2 EC2 x86 x86_64 amd64 arm64
`);

/** After a number: its unit. Singular, plural and scale change with the number, so they are part of it. */
export const units = words(`
  B b KB kB kb MB mB mb GB gb TB tb PB KiB MiB GiB TiB K k M G T byte bytes Byte Bytes bit bits
  ns us µs μs ms s m h d sec secs min mins hr hrs msec msecs usec usecs nsec
  nanoseconds nanosecond microseconds microsecond milliseconds millisecond millis seconds second minutes minute hours hour days day weeks week
  Hz kHz MHz GHz % Kbps Mbps Gbps B/s KB/s MB/s GB/s KiB/s MiB/s GiB/s rpm AM PM am pm
`);

export const months = words('Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec');
export const weekdays = words('Mon Tue Wed Thu Fri Sat Sun');
/** After a time of day. */
export const timeZones = words('UTC GMT Z CET CEST EST EDT PST PDT CST CDT MST MDT BST IST JST');

/** What ends a host name or a file name; what stands before the dot is a value then. */
export const nameEndings = words(`
  com org net edu gov io dev app cloud local lan internal localdomain localhost home intranet int uk de fr nl no se jp cn br in ru eu us co ai
  txt log csv tsv json jsonl ndjson xml yaml yml toml ini conf cfg cnf properties env lock pid sock tmp bak old swp out err
  gz tgz zip tar bz xz zst rar jar war ear whl deb rpm apk exe dll so dylib sys bin img iso dat db sqlite sql mdb ldb sst
  html htm css js mjs cjs ts tsx jsx vue php py pyc rb go rs java kt scala class c cc cpp h hpp cs sh bash ps bat pl lua swift
  png jpg jpeg gif svg ico webp bmp pdf doc docx xls xlsx ppt pptx md rst mp avi mov wav mkv ttf woff key pem crt cer csr pfx
  parquet avro orc proto plist map
`);

/** Keys whose value is the message itself. */
export const messageKeys = words('msg message Message MSG event Event event_name eventName');

export const levels = words(`
  TRACE DEBUG INFO NOTICE WARN WARNING ERROR ERR FATAL CRITICAL CRIT SEVERE ALERT EMERG PANIC VERBOSE FINE FINER FINEST CONFIG LOG STATEMENT
  trace debug info notice warn warning error err fatal critical crit severe alert emerg panic verbose
  Trace Debug Info Notice Warn Warning Error Fatal Critical Information Verbose I W E D F V
`);

/** Requests over HTTP keep their method: it says what was done. */
export const requestMethods = words(
  'GET POST PUT DELETE PATCH HEAD OPTIONS CONNECT TRACE PROPFIND',
);
