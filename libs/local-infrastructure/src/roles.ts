import { escapeIdentifier as id, escapeLiteral as text } from 'pg';

export const ownerOf = (service: string): string => `${service}_owner`;
export const appOf = (service: string): string => `${service}_app`;

/** API keys: every service reads them, only the owner's commands write them. */
export const accessSchema = 'access';

export const rolesOf = (services: readonly string[]): string[] => [
  ownerOf(accessSchema),
  ...services.flatMap((service) => [ownerOf(service), appOf(service)]),
];

const searchPathOf = (role: string): string => role.replace(/_(owner|app)$/, '');

export const createRole = (role: string): string => `
  CREATE ROLE ${id(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
  ALTER ROLE ${id(role)} SET search_path = ${id(searchPathOf(role))};
  ALTER ROLE ${id(role)} SET timezone = 'UTC';`;

export const setPassword = (role: string, password: string): string =>
  `ALTER ROLE ${id(role)} PASSWORD ${text(password)};`;

/** What makes a database one house with a locked room per service. Safe to repeat. */
export const setUpDatabase = (database: string, services: readonly string[]): string => `
  REVOKE ALL ON DATABASE ${id(database)} FROM PUBLIC;
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  GRANT CONNECT ON DATABASE ${id(database)} TO ${rolesOf(services).map(id).join(', ')};
  ${schema(accessSchema)}
  ${services.map((service) => schema(service) + appGrants(service) + keyGrants(service)).join('\n')}`;

const schema = (name: string): string => `
  CREATE SCHEMA IF NOT EXISTS ${id(name)} AUTHORIZATION ${id(ownerOf(name))};
  REVOKE ALL ON SCHEMA ${id(name)} FROM PUBLIC;`;

const appGrants = (service: string): string => {
  const madeByOwner = `ALTER DEFAULT PRIVILEGES FOR ROLE ${id(ownerOf(service))} IN SCHEMA ${id(service)}`;
  const app = id(appOf(service));
  return `
  GRANT USAGE ON SCHEMA ${id(service)} TO ${app};
  ${madeByOwner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
  ${madeByOwner} GRANT USAGE ON SEQUENCES TO ${app};`;
};

const keyGrants = (service: string): string => {
  const app = id(appOf(service));
  return `
  GRANT USAGE ON SCHEMA ${id(accessSchema)} TO ${app};
  GRANT SELECT ON ALL TABLES IN SCHEMA ${id(accessSchema)} TO ${app};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${id(ownerOf(accessSchema))} IN SCHEMA ${id(accessSchema)}
    GRANT SELECT ON TABLES TO ${app};`;
};
