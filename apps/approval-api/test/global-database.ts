// One embedded database for all files, in the process that runs none of them.
export { setup } from '@h-j-petroleum/toolkit-service/testing/global-setup';
