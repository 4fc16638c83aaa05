import { DataSource } from 'typeorm';

/** The database as a service has it, for messaging that runs without its service. */
export const openMessagingDatabase = (): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url: process.env.DATABASE_URL ?? '',
    installExtensions: false,
    poolErrorHandler: (error: unknown) => console.error('an idle database connection ended', error),
    extra: { max: 10, keepAlive: true },
  }).initialize();
