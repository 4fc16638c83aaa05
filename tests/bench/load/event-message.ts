import type { EventContract, EventData } from '@harken/contracts';
import { newId } from '@harken/messaging';

/** An event as the relay puts it on the log. */
export const eventMessage = <C extends EventContract>(contract: C, subject: string, data: EventData<C>) => ({
  key: subject,
  value: JSON.stringify(data),
  headers: {
    ce_specversion: '1.0',
    ce_id: newId(),
    ce_source: `/harken/${contract.type.split('.')[1]}`,
    ce_type: contract.type,
    ce_subject: subject,
    ce_time: new Date().toISOString(),
    'content-type': 'application/json',
  },
});
