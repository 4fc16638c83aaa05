import { startService } from '@harken/service';
import { analyticsService } from './analytics.module.ts';
import { projections } from './analytics.subscriptions.ts';
import { runRebuildCommand } from './rebuild/rebuild.worker.ts';

const [command, ...options] = process.argv.slice(2);
if (command === 'rebuild' || command === 'digest') await runRebuildCommand([command, ...options], projections);
else await startService(analyticsService);
