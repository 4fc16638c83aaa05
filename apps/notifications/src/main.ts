import { startService } from '@harken/service';
import { notificationsService } from './notifications.module.ts';

await startService(notificationsService);
