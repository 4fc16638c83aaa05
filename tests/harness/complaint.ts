export interface Escalation {
  readonly level: number;
  readonly reason: string;
  readonly clock?: string | null;
  readonly at: string;
  readonly acknowledgedAt?: string | null;
}

export interface Clock {
  readonly clock: string;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly startedAt: string;
  readonly dueAt: string;
  readonly metAt?: string | null;
  readonly breachedAt?: string | null;
}

/** A complaint as the API shows it. */
export interface Complaint {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly severity: string;
  readonly team: string;
  readonly assignee: string | null;
  readonly clocks: readonly Clock[];
  readonly answers: readonly { outcome: string }[];
  readonly escalations: readonly Escalation[];
}

export interface SurveyAnswer {
  readonly id: string;
  readonly customer: string;
  readonly touchpoint?: string;
  readonly category?: string;
  readonly nps?: number;
}

/** A survey answer from a CRM, as a structured CloudEvent. */
export const surveyEvent = ({ id, customer, touchpoint = 'handover', category = 'defect', nps = 1 }: SurveyAnswer) => ({
  specversion: '1.0',
  id,
  source: '/crm/surveys',
  type: 'com.acme.feedback.survey-answered',
  time: '2026-03-02T09:15:00Z',
  datacontenttype: 'application/json',
  data: { customer, method: 'survey', touchpoint, category, text: 'The keys did not fit.', answers: { nps } },
});

export const cloudEvent = { 'content-type': 'application/cloudevents+json' } as const;
