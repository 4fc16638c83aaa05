import type { ServiceName } from '@harken/contracts';
import type { ServiceDefinition } from '@harken/service';
import { analyticsService } from '../../apps/analytics/src/analytics.module.ts';
import { complaintsService } from '../../apps/complaints/src/complaints.module.ts';
import { feedbackService } from '../../apps/feedback/src/feedback.module.ts';
import { notificationsService } from '../../apps/notifications/src/notifications.module.ts';
import { touchpointsService } from '../../apps/touchpoints/src/touchpoints.module.ts';

export const definitions: Readonly<Record<ServiceName, ServiceDefinition>> = {
  feedback: feedbackService,
  complaints: complaintsService,
  touchpoints: touchpointsService,
  analytics: analyticsService,
  notifications: notificationsService,
};
