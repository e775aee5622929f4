import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";
import {
  getOAuthProtectedResourceMetadataUrl,
  mcpAuthMetadataRouter,
} from "@modelcontextprotocol/sdk/server/auth/router.js";
import { createMcpExpressApp } from "@modelcontextprotocol/sdk/server/express.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { OAuthMetadataSchema } from "@modelcontextprotocol/sdk/shared/auth.js";
import { notesServer } from "./notes.js";
import { issuer, port, serverUrl } from "./settings.js";
import { introspection } from "./verifier.js";

const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
if (!discovery.ok) {
  throw new Error(`Keycloak has no realm at ${issuer}: ${discovery.status}`);
}
const oauthMetadata = OAuthMetadataSchema.parse(await discovery.json());

const app = createMcpExpressApp({ allowedHosts: [serverUrl.hostname] });

// Tells clients which authorization server issues the tokens (RFC 9728).
app.use(
  mcpAuthMetadataRouter({
    oauthMetadata,
    resourceServerUrl: serverUrl,
    resourceName: "Notes",
    scopesSupported: ["notes:read", "notes:write"],
  }),
);

const resourceMetadataUrl = getOAuthProtectedResourceMetadataUrl(serverUrl);

// The SDK would answer a request without credentials with an error code (RFC 6750, section 3.1).
app.use(serverUrl.pathname, (request, response, next) => {
  if (request.headers.authorization) {
    next();
  } else {
    response.set("WWW-Authenticate", `Bearer resource_metadata="${resourceMetadataUrl}"`).sendStatus(401);
  }
});

app.use(
  serverUrl.pathname,
  requireBearerAuth({
    verifier: introspection(oauthMetadata.introspection_endpoint!),
    requiredScopes: ["notes:read"],
    expectedResource: serverUrl,
    resourceMetadataUrl,
  }),
);

// Each request has a server of its own: there is no session that could outlive a token.
app.post(serverUrl.pathname, async (request, response) => {
  const { scopes, extra } = request.auth!;
  const server = notesServer(extra!.sub as string, scopes);
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  response.on("close", () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
});

app.all(serverUrl.pathname, (_request, response) => {
  response.set("Allow", "POST").sendStatus(405);
});

app.listen(port, "127.0.0.1", (error?: Error) => {
  if (error) {
    throw error;
  }
  console.log(`Listening for ${serverUrl.href} on port ${port}`);
});
