import { startService } from '@harken/service';
import { feedbackService } from './feedback.module.ts';

await startService(feedbackService);
