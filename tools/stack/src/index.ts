export { issueKey, issueKeys, type KeyOf, migrate, type Role, republishAll, roles } from './database-commands.ts';
export { findChromium } from './find-chromium.ts';
export { fewArenas } from './service-node.ts';
export { ServiceProcess } from './service-process.ts';
