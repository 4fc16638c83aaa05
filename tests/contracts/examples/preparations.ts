import type { ServiceName } from '@harken/contracts';
import type { OpenApiDocument, Role } from '@harken/service';
import { prepareComplaints } from './prepare-complaints.ts';
import type { RunningService } from './run-service.ts';
import type { tryExamples } from './try-examples.ts';

type Prepare = Parameters<typeof tryExamples>[2];

const journey = { name: 'Buying a home', stages: [] as object[] };
journey.stages.push({
  ...{ id: 'moving', name: 'Moving in', phase: 'during' },
  touchpoints: [{ id: 'handover', name: 'Handover' }],
});

/** What must be there before the examples of a service make sense. */
export const preparations: Partial<
  Readonly<Record<ServiceName, (service: RunningService, document: OpenApiDocument) => Promise<Prepare>>>
> = {
  complaints: prepareComplaints,
  feedback: async (service, document) => {
    const body = { source: 'tests', id: '1', customer: 'crm-10042', method: 'survey', text: 'The lock is broken.' };
    const { id } = (
      await service.send('POST', '/v1/feedback', { body: { ...body, occurredAt: '2026-03-02T09:15:00Z' }, as: 'crm' })
    ).body;
    const conversation = (
      await service.send('POST', '/v1/conversations', {
        body: { source: 'tests', id: '1', kind: 'forum', occurredAt: '2026-03-02T09:15:00Z' },
        as: 'crm',
      })
    ).body;
    const { results } = (
      await service.send('POST', `/v1/conversations/${conversation.id}/segments`, {
        body: { segments: [{ id: 's-1', speaker: 'P1', text: 'Nobody called.', quote: true }] },
        as: 'crm',
      })
    ).body;
    const visit = {
      source: 'tests',
      id: '1',
      type: 'visit',
      customer: 'crm-10042',
      occurredAt: '2026-03-02T09:15:00Z',
    };
    const interaction = (await service.send('POST', '/v1/interactions', { body: visit, as: 'crm' })).body;
    await service.send('PUT', '/v1/accounts/acme', { body: { name: 'Acme Trading' }, as: 'crm' });
    // The customer that the example of a merge names.
    await service.send('PUT', '/v1/customers/crm-20077', { body: { tier: 'gold' }, as: 'crm' });
    // The programme that the example of an open link names.
    const programme = document.paths['/v1/programmes/{programmeId}']?.put?.requestBody?.content?.['application/json'];
    await service.send('PUT', '/v1/programmes/handover-survey', { body: programme?.example, as: 'manager' });
    const example = document.paths['/v1/feedback']?.post?.requestBody?.content?.['application/json']?.example;
    // Nothing asks for messages over HTTP: this one is as its event leaves it.
    const [message] = await service.service.dataSource.query(
      `INSERT INTO customer_messages (id, customer_id, purpose, parameters, sender, state, attempts, requested_at)
       SELECT gen_random_uuid(), id, 'answer', '{"number":"C-1","text":"Yes."}', 'crm', 'requested', 0, now() FROM customers LIMIT 1
       RETURNING id`,
    );
    return async (place) => {
      if (place.includes('/customer-messages/{id}')) return { path: { id: message.id } };
      // The source and id of feedback stay, so its correction is tried on the example.
      if (place.startsWith('POST /v1/feedback/{id}/supersede'))
        return { path: { id: (await service.send('POST', '/v1/feedback', { body: example, as: 'crm' })).body.id } };
      if (place.includes('/feedback/{id}')) return { path: { id } };
      if (place.includes('/interactions/{id}')) return { path: { id: interaction.id } };
      if (place.includes('/conversations/{id}')) return { path: { id: conversation.id } };
      return { path: place.includes('/quotes/{id}') ? { id: results[0].id } : {} };
    };
  },
  touchpoints: async (service, document) => {
    await service.send('PUT', '/v1/journeys/tests', { body: journey });
    const bodyOf = (what: string) =>
      document.paths[`/v1/${what}/{id}`]?.put?.requestBody?.content?.['application/json']?.example;
    await service.send('PUT', '/v1/standards/handover-nps', { body: bodyOf('standards') });
    await service.send('PUT', '/v1/monitors/handover-nps', { body: bodyOf('monitors') });
    await service.send('PUT', '/v1/silences/lift-maintenance', { body: bodyOf('silences') });
    const proposed =
      document.paths['/v1/standards/proposals']?.post?.requestBody?.content?.['application/json']?.example;
    // Ten customers of that segment said what they expect.
    await service.service.dataSource.query(
      `INSERT INTO measurements (touchpoint, metric, segment, width, bucket, arrived, history, n, sum, sum_of_squares, promoters,
                                 detractors, satisfied)
       VALUES ('handover', 'expectation:service', $1, 3600, '2026-04-01', '2026-04-01', false, 10, 78, 620, 0, 0, 0)`,
      [(proposed as { segment?: string }).segment ?? ''],
    );
    const proposal = await service.send('POST', '/v1/standards/proposals', { body: proposed });
    return async (place) => {
      if (/monitors\/\{id\}\/(relearn|chart|backtest)/.test(place)) {
        const monitor = { touchpoint: 'handover', metric: 'complaints', method: 'rate', severity: 'high' };
        await service.send('PUT', '/v1/monitors/handover-complaints', { body: monitor });
        return { path: { id: 'handover-complaints' } };
      }
      // The segment of a standard that a monitor watches does not change: this one has no monitor.
      if (place === 'PUT /v1/standards/{id}') return { path: { id: 'handover-unwatched' } };
      if (place.includes('/standard-proposals/{id}')) return { path: { id: proposal.body.id } };
      if (place.startsWith('POST /v1/unmapped-touchpoints/')) {
        const id = place.split('/').at(-1) ?? '';
        await service.service.dataSource.query(
          "INSERT INTO activity VALUES ($1, 12, '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e', now())",
          [id],
        );
        return { path: { id }, body: id === 'adopt' ? { journey: 'tests' } : {} };
      }
      if (place !== 'DELETE /v1/standards/{id}') return {};
      // One that no monitor watches.
      await service.send('PUT', '/v1/standards/handover-csat', {
        body: { ...(bodyOf('standards') as object), metric: 'csat', target: 0.8 },
      });
      return { path: { id: 'handover-csat' } };
    };
  },
  notifications: async (service, document) => {
    const body = document.paths['/v1/subscriptions']?.post?.requestBody?.content?.['application/json']?.example;
    return async (place, { 'x-roles': [as = 'ops'] = [] }) => {
      if (!place.includes('/subscriptions/{id}')) return {};
      // A client sees its own.
      const made = await service.send('POST', '/v1/subscriptions', { body, as: as as Role });
      return { path: { id: made.body.id } };
    };
  },
};
