import { setTimeout as delay } from 'node:timers/promises';
import { GenericContainer, RandomPortGenerator, Wait } from 'testcontainers';
import { imageIsThere } from './containers.ts';
import { kafkaEnvironment } from './kafka-container.ts';
import { withClient } from './provision.ts';

const images = { postgres: 'postgres:18', kafka: 'apache/kafka:4.3.1' };

export interface TestContainers {
  readonly adminUrl: string;
  readonly brokers: string[];
  readonly containers: string[];
}

/** PostgreSQL and Kafka by Testcontainers. Who starts them removes them: there is no reaper. */
export async function startTestContainers(): Promise<TestContainers> {
  // The images, not the engine: an engine that cannot fetch them is of no use.
  for (const image of Object.values(images)) {
    if (!(await imageIsThere(image))) throw new Error(`No Docker engine with the image ${image} answers.`);
  }
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  const [postgres, kafka] = await Promise.all([startPostgresContainer(), startKafkaContainer()]);
  const adminUrl = `postgres://postgres:test@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`;
  await untilItAnswers(adminUrl);
  return {
    adminUrl,
    brokers: [`127.0.0.1:${kafka.getMappedPort(9092)}`],
    containers: [postgres.getId(), kafka.getId()],
  };
}

const startPostgresContainer = () =>
  new GenericContainer(images.postgres)
    .withEnvironment({ POSTGRES_PASSWORD: 'test' })
    .withCommand([
      'postgres',
      '-cfsync=off',
      '-csynchronous_commit=off',
      '-cfull_page_writes=off',
      '-cmax_connections=400',
    ])
    .withExposedPorts(5432)
    .withSharedMemorySize(128 << 20)
    .start();

async function startKafkaContainer() {
  // A fixed port, as the broker must say which one it is reached by.
  const port = await new RandomPortGenerator().generatePort();
  return new GenericContainer(images.kafka)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment(kafkaEnvironment(port))
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
}

/** The image starts the server once for its set-up before it starts it for good. */
async function untilItAnswers(url: string, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (let answers = 0; answers < 3; await delay(100)) {
    const up = await withClient(url, async () => true).catch(() => false);
    answers = up ? answers + 1 : 0;
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer after ${withinMs / 1000} s.`);
  }
}
