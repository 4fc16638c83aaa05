import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { sampleAt } from './complaint-facts.ts';

export const CausesChanged = defineEvent({
  type: 'harken.complaints.causes-changed.v1',
  topic: 'complaints.events',
  subject: 'list',
  summary: 'The list of causes was published: the ids that complaints and problems may get from now on.',
  schema: Type.Object(
    { list: name(), version: Type.Integer({ minimum: 1 }), active: Type.Array(name(100)), by: name(), at: time() },
    closed,
  ),
  sample: { list: 'causes', version: 2, active: ['supplier-part'], by: 'ops', at: sampleAt },
});
