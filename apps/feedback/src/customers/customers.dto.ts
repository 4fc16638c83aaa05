const text = (example: string) => ({ type: ['string', 'null'], example });
const moment = { type: 'string', format: 'date-time', example: '2026-03-02T09:15:00.000Z' };
const uuid = { type: 'string', format: 'uuid', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' };

/** A customer in a response. */
export const CustomerView = {
  type: 'object',
  required: ['id', 'externalId', 'stub', 'segments', 'attributes', 'consents', 'createdAt'],
  properties: {
    id: uuid,
    externalId: { type: 'string', example: 'crm-10042' },
    stub: {
      type: 'boolean',
      description: 'True until the CRM has described the customer: only feedback or interactions have named it.',
      example: false,
    },
    name: text('Somchai Jaidee'),
    segments: { type: 'array', items: { type: 'string' }, example: ['owner-occupier'] },
    tier: text('gold'),
    stage: text('run-in'),
    language: text('th'),
    attributes: { type: 'object', example: { building: 'Tower 3' } },
    consents: { type: 'object', example: { surveys: true } },
    updatedAt: { ...moment, type: ['string', 'null'] },
    createdAt: moment,
  },
};
