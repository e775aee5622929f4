import { InvalidTokenError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import type { OAuthTokenVerifier } from "@modelcontextprotocol/sdk/server/auth/provider.js";
import { clientId, clientSecret, serverUrl } from "./settings.js";

const TIMEOUT = 5_000;

const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
  "base64",
);

/** The members of an introspection response (RFC 7662, section 2.2) that this server reads. */
interface Introspection {
  active: boolean;
  sub?: string;
  client_id?: string;
  scope?: string;
  aud?: string | string[];
  exp?: number;
}

/** Asks Keycloak about each token and caches nothing, so a revocation takes effect at once. */
export function introspection(endpoint: string): OAuthTokenVerifier {
  return {
    async verifyAccessToken(token) {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { Authorization: `Basic ${credentials}` },
        body: new URLSearchParams({ token }),
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (!response.ok) {
        throw new Error(`Keycloak answered ${response.status}`);
      }
      const claims = (await response.json()) as Introspection;
      if (!claims.active || !claims.sub) {
        throw new InvalidTokenError("The token is not active");
      }
      return {
        token,
        clientId: claims.client_id ?? "",
        scopes: claims.scope?.split(" ") ?? [],
        expiresAt: claims.exp,
        resource: [claims.aud].flat().includes(serverUrl.href) ? serverUrl : undefined,
        extra: { sub: claims.sub },
      };
    },
  };
}
