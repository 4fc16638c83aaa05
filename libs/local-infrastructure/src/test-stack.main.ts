import { startOrReuseTestStack, stopTestStack, testStackIsRunning } from './test-stack.ts';

const [command = 'status'] = process.argv.slice(2);
if (command === 'start') {
  const stack = await startOrReuseTestStack();
  console.log(`The test stack is up: ${new URL(stack.postgres.adminUrl).host} and ${stack.kafka.brokers}.`);
} else if (command === 'stop') {
  console.log((await stopTestStack()) ? 'The test stack is stopped.' : 'No test stack was running.');
} else if (command === 'status') {
  console.log((await testStackIsRunning()) ? 'The test stack is up.' : 'No test stack is running.');
} else {
  console.error('Usage: npm run test:stack -- start|stop|status');
  process.exitCode = 2;
}
