import { startService } from '@harken/service';
import { touchpointsService } from './touchpoints.module.ts';

await startService(touchpointsService);
