export { provision } from '@harken/local-infrastructure';
export { eventually } from './eventually.ts';
export { type HostileResult, type HostileTrial, tryHostileRequests } from './hostile/try-hostile-requests.ts';
export { type Mailbox, type ReceivedMail, startMailbox } from './mailbox.ts';
export { type SecureInfrastructure, startSecureInfrastructure } from './secure-infrastructure.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
export { type TestStack, testStack } from './test-stack.ts';
export { createTopics, testTopicPrefix } from './test-topics.ts';
