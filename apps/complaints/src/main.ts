import { startService } from '@harken/service';
import { complaintsService } from './complaints.module.ts';

await startService(complaintsService);
