import { Type } from 'typebox';
import { CustomerFacts, closed, name, nullable, sampleCustomer, time, uuid } from '../shapes.ts';

/** What every reader may know of an invitation. The link is not in it: only the CRM reads that, over REST. */
export const InvitationFacts = Type.Object(
  {
    invitationId: uuid(),
    programme: name(100),
    surveyVersion: Type.Integer({ minimum: 1 }),
    customer: CustomerFacts,
    language: Type.String({ maxLength: 35 }),
    touchpoint: nullable(name()),
    interactionId: nullable(uuid()),
    complaintId: nullable(uuid()),
    invitedAt: time(),
    expiresAt: time(),
  },
  closed,
);

export const sampleInvitation = {
  invitationId: '01926f3a-7c1e-7b54-9d0e-00000000000a',
  programme: 'handover',
  surveyVersion: 1,
  customer: sampleCustomer,
  language: 'en',
  touchpoint: 'handover',
  interactionId: '01926f3a-7c1e-7b54-9d0e-000000000001',
  complaintId: null,
  invitedAt: '2026-03-03T09:15:00.000Z',
  expiresAt: '2026-03-17T09:15:00.000Z',
};
