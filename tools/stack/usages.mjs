/** What each command of package.json says of itself with `--help`. Those of other tools (lint, types, build, jest) have their own. */
export const usages = {
  start: 'npm start\n  The whole system as local processes; Ctrl-C stops it. Settings: .env, see .env.example.',
  test: 'npm test [-- lint types unit]\n  Every check, or those whose names contain the words.',
  'stack:reset': 'npm run stack:reset\n  Wipes the data of the local stack. Harken must be stopped.',
  logs: 'npm run logs -- complaints [--lines 50]\n  Follows the log of a service, of kafka or of postgres.',
  keys: `npm run keys -- issue --role crm [--role ...] --name acme [--person anna] [--expires 2027-01-31]
npm run keys -- rotate <id> [--expires 2027-01-31]     the next key of the same client, of the same person
npm run keys -- list
npm run keys -- revoke <id>
  Roles: crm, call_centre, handler, supervisor, manager, analyst, ops.`,
  'dead-letters': `npm run dead-letters -- list                  all services
npm run dead-letters -- <service> list | show <id> | replay <id> | replay --all | discard <id> --reason <text>`,
  setup: `npm run setup -- [--file examples/companies/property-developer.yaml] [--check]
  Without a file it asks. --check only says what still leads nowhere; it ends with 1 if anything does.`,
  import: `npm run import -- FILE --mapping zendesk [--kind feedback] [--dry-run]
  Sends a file by a mapping: customers, interactions, feedback, complaints. All options: tools/import/README.md.`,
  'train:complaints':
    'npm run train:complaints -- --data FILES\n  Trains the text models of complaints, seeded, and prints their evaluation.',
  demo: `npm run demo [-- --records 1000 --seed 7 --data FOLDER --here --host 127.0.0.1]
  Starts a Harken of its own, sends records through it under deadlines of seconds, checks every number against the
  others, and removes it. Without --data the records come from a seeded simulator; with it from the files in FOLDER.
  --here  uses the one that "npm start" runs: its teams lose their people and rules, deadlines and limits are again what
          they were; its records and its closed complaints stay.`,
  events: 'npm run events\n  Prints who publishes and who subscribes to which event.',
  asyncapi: 'npm run asyncapi\n  Writes docs/asyncapi.yaml.',
  openapi: 'npm run openapi\n  Writes docs/openapi/<service>.json.',
  settings: 'npm run settings\n  Writes .env.example and the settings of docs/operations.md.',
  problems: 'npm run problems\n  Writes docs/problems.md from the problems.json of every service.',
  'contracts:release': 'npm run contracts:release\n  Freezes the event contracts of today in libs/contracts/released.',
  bench:
    'npm run bench [-- intake batches --repetitions 3 --seconds 2]\n  Measures this machine, each figure beside its baseline.',
  'test:resilience': `npm run test:resilience [-- --events 20000 --faults 10 --seed 7]
  A company under load while faults happen, judged by a ledger. More: tests/resilience/README.md.`,
  'test:compose':
    'npm run test:compose\n  The compose file, from start to restore. It wipes the volumes of the project harken.',
  'test:containers': 'npm run test:containers\n  The integration tests on Testcontainers.',
  'test:browser': 'npm run test:browser\n  The pages of surveys in Chromium; skipped loudly where there is none.',
  'test:clients': 'npm run test:clients\n  Clients generated from the OpenAPI documents compile and run.',
  'test:stack': 'npm run test:stack -- start|stop|status\n  PostgreSQL and Kafka for tests, kept between runs.',
};

export const asksForHelp = (args) => args.includes('--help') || args.includes('-h');
