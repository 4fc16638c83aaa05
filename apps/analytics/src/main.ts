import { startService } from '@harken/service';
import { analyticsService } from './analytics.module.ts';
import { projections } from './analytics.subscriptions.ts';
import { rebuildCommand } from './rebuild/rebuild.worker.ts';

const [command, ...options] = process.argv.slice(2);
if (command === 'rebuild' || command === 'digest') await rebuildCommand([command, ...options], projections);
else await startService(analyticsService);
