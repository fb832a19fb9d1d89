import type { LogSystem } from './corpus.ts';
import { authSyslog } from './dev/auth-syslog.ts';
import { batchEtl } from './dev/batch-etl.ts';
import { buildLog } from './dev/build-log.ts';
import { cloudApi } from './dev/cloud-api.ts';
import { desktop } from './dev/desktop.ts';
import { distributedFiles } from './dev/distributed-files.ts';
import { firewall } from './dev/firewall.ts';
import { gameServer } from './dev/game-server.ts';
import { httpService } from './dev/http-service.ts';
import { kernel } from './dev/kernel.ts';
import { keyValue } from './dev/key-value.ts';
import { mobileApp } from './dev/mobile-app.ts';
import { pythonWeb } from './dev/python-web.ts';
import { sqlDatabase } from './dev/sql-database.ts';
import { appServer } from './held-out/app-server.ts';
import { broker } from './held-out/broker.ts';
import { containerRuntime } from './held-out/container-runtime.ts';
import { embedded } from './held-out/embedded.ts';
import { jsonLines } from './held-out/json-lines.ts';
import { mailServer } from './held-out/mail-server.ts';
import { proxy } from './held-out/proxy.ts';
import { scheduler } from './held-out/scheduler.ts';
import { supercomputer } from './held-out/supercomputer.ts';
import { windowsEvents } from './held-out/windows-events.ts';

/** Systems that the rules were looked at with. */
export const devSystems: readonly LogSystem[] = [
  authSyslog,
  batchEtl,
  buildLog,
  cloudApi,
  desktop,
  distributedFiles,
  firewall,
  gameServer,
  httpService,
  kernel,
  keyValue,
  mobileApp,
  pythonWeb,
  sqlDatabase,
];

/** Systems that were written before the rules and not looked at while those were made. */
export const heldOutSystems: readonly LogSystem[] = [
  appServer,
  broker,
  containerRuntime,
  embedded,
  jsonLines,
  mailServer,
  proxy,
  scheduler,
  supercomputer,
  windowsEvents,
];
