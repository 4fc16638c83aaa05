export const TimelinePage = {
  type: 'object',
  required: ['items', 'next'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'id', 'at', 'touchpoint', 'channel', 'data'],
        properties: {
          type: { enum: ['interaction', 'feedback', 'complaint', 'answer'] },
          id: { type: 'string', format: 'uuid' },
          at: { type: 'string', format: 'date-time' },
          touchpoint: { type: ['string', 'null'] },
          channel: { type: ['string', 'null'] },
          data: { type: 'object', description: 'What there is to say of an entry of this type.' },
        },
      },
    },
    next: { type: ['string', 'null'] },
  },
  example: {
    items: [
      {
        type: 'complaint',
        id: '01926f3a-7c1e-7b54-9d0e-00000000000a',
        at: '2026-03-02T09:15:02.000Z',
        touchpoint: 'handover',
        channel: 'web',
        data: {
          action: 'opened',
          complaintId: '01926f3a-7c1e-7b54-9d0e-000000000003',
          number: 'C-2026-000042',
          status: 'received',
          severity: 'high',
          team: 'after-sales',
          origin: 'feedback',
          feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000002',
        },
      },
      {
        type: 'interaction',
        id: '01926f3a-7c1e-7b54-9d0e-000000000001',
        at: '2026-03-02T09:15:00.000Z',
        touchpoint: 'showroom-visit',
        channel: 'in_person',
        data: { type: 'visit', phase: 'before' },
      },
    ],
    next: null,
  },
};
