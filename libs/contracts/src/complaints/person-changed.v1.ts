import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time } from '../shapes.ts';
import { sampleAt } from './complaint-facts.ts';

/** What every reader may know of a person who works here: no name, no address. */
const PersonFacts = Type.Object(
  {
    personId: name(),
    /** Who it is for the issuers of signed tokens. */
    subjects: Type.Array(Type.Object({ issuer: name(500), subject: name(255) }, closed)),
    roles: Type.Array(name()),
    teams: Type.Array(name()),
    language: nullable(Type.String({ maxLength: 35 })),
    zone: nullable(name()),
    deputy: nullable(name()),
    awayUntil: nullable(time()),
  },
  closed,
);

export const PersonChanged = defineEvent({
  type: 'harken.complaints.person-changed.v1',
  topic: 'complaints.events',
  subject: 'personId',
  summary: 'A person was added or changed. Who has left has no subjects, roles and teams any more.',
  schema: Type.Object({ person: PersonFacts, version: Type.Integer({ minimum: 1 }), by: name(), at: time() }, closed),
  sample: {
    person: {
      personId: 'anna',
      subjects: [{ issuer: 'https://login.example.com', subject: '248289761001' }],
      roles: ['handler'],
      teams: ['after-sales'],
      language: 'en',
      zone: 'Asia/Hong_Kong',
      deputy: 'ben',
      awayUntil: null,
    },
    version: 1,
    by: 'ops',
    at: sampleAt,
  },
});
