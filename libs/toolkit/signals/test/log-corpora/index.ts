import type { LogSystem } from './corpus.ts';
import { authSyslog } from './dev/auth-syslog.ts';
import { batchEtl } from './dev/batch-etl.ts';
import { buildLog } from './dev/build-log.ts';
import { cloudApi } from './dev/cloud-api.ts';
import { containerRuntime } from './dev/container-runtime.ts';
import { desktop } from './dev/desktop.ts';
import { distributedFiles } from './dev/distributed-files.ts';
import { embedded } from './dev/embedded.ts';
import { firewall } from './dev/firewall.ts';
import { gameServer } from './dev/game-server.ts';
import { httpService } from './dev/http-service.ts';
import { kernel } from './dev/kernel.ts';
import { keyValue } from './dev/key-value.ts';
import { mobileApp } from './dev/mobile-app.ts';
import { pythonWeb } from './dev/python-web.ts';
import { scheduler } from './dev/scheduler.ts';
import { sqlDatabase } from './dev/sql-database.ts';
import { supercomputer } from './dev/supercomputer.ts';
import { appServer } from './held-out/app-server.ts';
import { broker } from './held-out/broker.ts';
import { ciAgents } from './held-out/ci-agents.ts';
import { hospital } from './held-out/hospital.ts';
import { jsonLines } from './held-out/json-lines.ts';
import { mailServer } from './held-out/mail-server.ts';
import { proxy } from './held-out/proxy.ts';
import { trading } from './held-out/trading.ts';
import { vpnRouter } from './held-out/vpn-router.ts';
import { windowsEvents } from './held-out/windows-events.ts';

/** Systems whose failures were looked at while the rules were made. */
export const devSystems: readonly LogSystem[] = [
  authSyslog,
  batchEtl,
  buildLog,
  cloudApi,
  containerRuntime,
  desktop,
  distributedFiles,
  embedded,
  firewall,
  gameServer,
  httpService,
  kernel,
  keyValue,
  mobileApp,
  pythonWeb,
  scheduler,
  sqlDatabase,
  supercomputer,
];

/** Systems whose lines and failures were not looked at while the rules were made; only their mean was. */
export const heldOutSystems: readonly LogSystem[] = [
  appServer,
  broker,
  ciAgents,
  hospital,
  jsonLines,
  mailServer,
  proxy,
  trading,
  vpnRouter,
  windowsEvents,
];
