import { type ServiceName, services } from '@harken/contracts';

export interface ServicePorts {
  readonly port: number;
  readonly managementPort: number;
}

export interface StackSettings {
  readonly postgresPort: number;
  readonly kafkaPort: number;
  readonly kafkaControllerPort: number;
  readonly services: Readonly<Record<ServiceName, ServicePorts>>;
}

export const portSettingOf = (service: ServiceName): string => `${service.toUpperCase()}_PORT`;

const firstServicePort = 7101;
const managementOffset = 1000;

/** Reads the ports of the local stack, and names every fault at once. */
export function readStackSettings(env: Readonly<Record<string, string | undefined>>): StackSettings {
  const faults: string[] = [];
  const port = (name: string, fallback: number, highest = 65_535): number => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value > 0 && value <= highest) return value;
    faults.push(`${name} must be a port from 1 to ${highest}, not "${text}".`);
    return fallback;
  };
  const portsOf = (service: ServiceName, index: number): ServicePorts => {
    const number = port(portSettingOf(service), firstServicePort + index, 65_535 - managementOffset);
    return { port: number, managementPort: number + managementOffset };
  };
  const settings: StackSettings = {
    postgresPort: port('HARKEN_POSTGRES_PORT', 5433),
    kafkaPort: port('HARKEN_KAFKA_PORT', 9092),
    kafkaControllerPort: port('HARKEN_KAFKA_CONTROLLER_PORT', 9093),
    services: Object.fromEntries(services.map((service, index) => [service, portsOf(service, index)])) as Record<
      ServiceName,
      ServicePorts
    >,
  };
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return settings;
}

/** Every port the stack listens on: what for, and the setting that moves it. */
export function portsOf(settings: StackSettings): { port: number; what: string; setting: string }[] {
  return [
    { port: settings.postgresPort, what: 'PostgreSQL', setting: 'HARKEN_POSTGRES_PORT' },
    { port: settings.kafkaPort, what: 'Kafka', setting: 'HARKEN_KAFKA_PORT' },
    { port: settings.kafkaControllerPort, what: "Kafka's controller", setting: 'HARKEN_KAFKA_CONTROLLER_PORT' },
    ...services.flatMap((service) => {
      const { port, managementPort } = settings.services[service];
      const setting = portSettingOf(service);
      return [
        { port, what: service, setting },
        { port: managementPort, what: `${service}'s health and metrics (its port + 1000)`, setting },
      ];
    }),
  ];
}
