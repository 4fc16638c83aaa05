import { setting } from '../../settings/setting.ts';
import { defineSettings } from '../../settings/settings.ts';
import { parseTokenIssuers } from './token-issuers.ts';

/** The settings of signed tokens, in every service. */
export const tokenSettings = defineSettings({
  OIDC_ISSUERS: setting.json({
    default: '',
    parse: parseTokenIssuers,
    meaning:
      'Issuers whose signed tokens (JWT) are taken like API keys, as a JSON list of { issuer, audience, jwksUrl, rolesClaim?, roles?, personClaim? }.',
  }),
});
