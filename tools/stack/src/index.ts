export { type KafkaOptions, type RunningKafka, startKafka } from './kafka.ts';
export { freePort } from './ports.ts';
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.ts';
export { type Provisioning, provision, roleUrl, withClient, withDatabase } from './provision.ts';
export { accessSchema, appOf, ownerOf } from './roles.ts';
export { fewArenas, serviceNodeFlags } from './service-node.ts';
export { startOrReuseTestStack, stopTestStack, type TestStack } from './test-stack.ts';
