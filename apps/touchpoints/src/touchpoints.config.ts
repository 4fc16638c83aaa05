import { defineSettings } from '@harken/service';

/** No settings of its own: standards and monitors are data, set through the API. */
export const touchpointsSettings = defineSettings({});
