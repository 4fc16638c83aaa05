export const services = ['feedback', 'complaints', 'touchpoints', 'analytics', 'notifications'] as const;
export type ServiceName = (typeof services)[number];

export type TopicName =
  | 'customers.events'
  | 'feedback.events'
  | 'complaints.events'
  | 'touchpoints.events'
  | 'analytics.events'
  | 'notifications.events'
  | `${ServiceName}.dead-letters`;

export interface Topic {
  readonly name: TopicName;
  readonly owner: ServiceName;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

const days = (n: number): string => String(n * 24 * 3600 * 1000);

const events = (name: TopicName, owner: ServiceName): Topic => ({
  name,
  owner,
  partitions: 6,
  // Long enough to rebuild any reader from the log; a reader that was offline longer rebuilds from the outboxes.
  config: { 'retention.ms': days(365), 'cleanup.policy': 'delete' },
});

const deadLetters = (owner: ServiceName): Topic => ({
  name: `${owner}.dead-letters`,
  owner,
  partitions: 1,
  config: { 'retention.ms': days(30), 'cleanup.policy': 'delete' },
});

/** All topics. Events of one key are ordered within one topic only. */
export const topics: readonly Topic[] = [
  events('customers.events', 'feedback'),
  events('feedback.events', 'feedback'),
  events('complaints.events', 'complaints'),
  events('touchpoints.events', 'touchpoints'),
  events('analytics.events', 'analytics'),
  events('notifications.events', 'notifications'),
  ...services.map(deadLetters),
];
