import { defineSettings } from '@harken/service';

/** Nothing of its own to set: what a touchpoint promises and how it is watched is data, put through the API. */
export const touchpointsSettings = defineSettings({});
