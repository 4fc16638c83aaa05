import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or the one that CHROMIUM_PATH names; undefined without one. */
export const findChromium = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  [env.CHROMIUM_PATH, ...places].find((place) => place !== undefined && place !== '' && existsSync(place));
