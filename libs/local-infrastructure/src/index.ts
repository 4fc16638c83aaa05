export {
  containerName,
  containerRuns,
  engineAnswers,
  removeContainer,
  removeVolume,
  runContainer,
} from './containers.ts';
export {
  type Infrastructure,
  type InfrastructureAddresses,
  type InfrastructureOptions,
  startInfrastructure,
} from './infrastructure.ts';
export { type KafkaOptions, type KafkaServer, kafkaIsRunning, startKafka, stopKafka } from './kafka.ts';
export { kafkaAnswers } from './kafka-answers.ts';
export { kafkaEnvironment } from './kafka-container.ts';
export { kafkaJarsAreThere } from './kafka-jars.ts';
export type { KafkaLogin } from './kafka-login.ts';
export { caches, inHome, pidFileOf, pinnedNode, root } from './paths.ts';
export { freePort, portIsFree, requireFreePort } from './ports.ts';
export {
  type PostgresOptions,
  type PostgresServer,
  postgresBinariesAreThere,
  postgresIsRunning,
  startPostgres,
  stopPostgres,
} from './postgres.ts';
export { isAlive, ownedProcess, spawnLogged, stopOrphan, stopProcess, tail, waitForExit } from './processes.ts';
export { type Provisioning, provision, roleUrl, withClient, withDatabase } from './provision.ts';
export { accessSchema, appOf, ownerOf, rolesOf } from './roles.ts';
export { secretFile } from './secrets.ts';
export { startOrReuseTestStack, stopTestStack, type TestStack, testStackIsRunning } from './test-stack.ts';
