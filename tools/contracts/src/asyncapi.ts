import {
  type EventContract,
  eventDeadLettered,
  type ServiceName,
  services,
  type Topic,
  type TopicName,
  topics,
} from '@harken/contracts';
import { type Subscribers, subscribersOf } from './subscribers.ts';

const kafkaBinding = '0.5.0';

/** The AsyncAPI 3.0 document of every topic: senders, receivers, messages. The same input gives the same document. */
export function asyncApi(contracts: readonly EventContract[], subscribers: Subscribers, version: string): object {
  const all = [...contracts, ...services.map(eventDeadLettered)].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const used = topics.filter(({ name }) => all.some(({ topic }) => topic === name));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Harken events',
      version,
      description:
        'CloudEvents 1.0 in binary content mode over Kafka. The key of a message is its subject; order holds per key inside one topic. Delivery is at least once: `ce_id` tells repeats apart.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(used.map((topic) => [channelName(topic.name), channel(topic, all)])),
    operations: Object.fromEntries(used.flatMap(({ name }) => operations(name, all, subscribers))),
    components: { messages: Object.fromEntries(all.map((contract) => [messageName(contract), message(contract)])) },
  };
}

/** `complaints.events` -> `complaintsEvents` */
const channelName = (topic: TopicName): string => camel(topic.split(/[.-]/));

/** `harken.complaints.complaint-opened.v1` -> `ComplaintOpenedV1`; an event that all services publish keeps its producer in the name. */
function messageName({ type }: EventContract): string {
  const [, producer = '', name = '', version = ''] = type.split('.');
  const words = name === 'event-dead-lettered' ? [producer, ...name.split('-')] : name.split('-');
  return capital(camel([...words, version]));
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const camel = (words: readonly string[]): string => words.map((word, i) => (i === 0 ? word : capital(word))).join('');

function channel({ name, partitions, config }: Topic, all: readonly EventContract[]): object {
  const own = all.filter(({ topic }) => topic === name);
  const refs = own.map((contract) => [
    messageName(contract),
    { $ref: `#/components/messages/${messageName(contract)}` },
  ]);
  return {
    address: name,
    messages: Object.fromEntries(refs),
    bindings: {
      kafka: {
        topic: name,
        partitions,
        topicConfiguration: {
          'cleanup.policy': [config['cleanup.policy']],
          'retention.ms': Number(config['retention.ms']),
        },
        bindingVersion: kafkaBinding,
      },
    },
  };
}

function operations(topic: TopicName, all: readonly EventContract[], subscribers: Subscribers): [string, object][] {
  const own = all.filter((contract) => contract.topic === topic);
  const senders = services.filter((service) => own.some(({ producer }) => producer === service));
  const receivers = services.filter((service) =>
    own.some(({ type }) => subscribersOf(type, subscribers).includes(service)),
  );
  return [
    ...senders.map((service) => {
      const sent = own.filter(({ producer }) => producer === service);
      return operation('send', service, topic, sent, `${service} publishes through its outbox.`);
    }),
    ...receivers.map((service) => {
      const received = own.filter(({ type }) => subscribers.get(service)?.has(type));
      return operation('receive', service, topic, received, `${service} takes these, each effect once.`);
    }),
  ];
}

function operation(
  action: 'send' | 'receive',
  service: ServiceName,
  topic: TopicName,
  contracts: readonly EventContract[],
  summary: string,
): [string, object] {
  const name = camel([service, action, ...topic.split('.')]);
  const group = { kafka: { groupId: { type: 'string', const: service }, bindingVersion: kafkaBinding } };
  return [
    name,
    {
      action,
      summary,
      channel: { $ref: `#/channels/${channelName(topic)}` },
      messages: contracts.map((contract) => ({
        $ref: `#/channels/${channelName(topic)}/messages/${messageName(contract)}`,
      })),
      ...(action === 'receive' ? { bindings: group } : {}),
    },
  ];
}

function message(contract: EventContract): object {
  return {
    name: contract.type,
    title: messageName(contract),
    summary: contract.summary,
    contentType: 'application/json',
    headers: headers(contract),
    payload: JSON.parse(JSON.stringify(contract.schema)),
    bindings: {
      kafka: { key: { type: 'string', description: `The subject: ${contract.subject}` }, bindingVersion: kafkaBinding },
    },
    examples: [{ name: 'sample', payload: contract.sample }],
  };
}

function headers({ type, producer }: EventContract): object {
  const text = (description: string) => ({ type: 'string', description });
  return {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'content-type'],
    properties: {
      ce_specversion: { type: 'string', const: '1.0' },
      ce_id: { type: 'string', format: 'uuid', description: 'UUIDv7; the same in every repeat.' },
      ce_source: { type: 'string', const: `/harken/${producer}` },
      ce_type: { type: 'string', const: type },
      ce_subject: text('What the event is about; equal to the key.'),
      ce_time: { type: 'string', format: 'date-time' },
      ce_traceparent: text('W3C Trace Context of the request that caused the event.'),
      'content-type': { type: 'string', const: 'application/json' },
    },
  };
}
