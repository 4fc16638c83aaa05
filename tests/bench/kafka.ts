import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';

/** From the environment of a child. */
export const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
export const topicPrefix = process.env.KAFKA_TOPIC_PREFIX ?? '';

export const kafkaClient = (addresses: readonly string[] = brokers): Kafka =>
  new Kafka({ clientId: 'harken-bench', brokers: [...addresses], logLevel: logLevel.NOTHING });

export async function connectProducer(): Promise<Producer> {
  const producer = kafkaClient().producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  return producer;
}
