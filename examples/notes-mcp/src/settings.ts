/** The settings, which environment variables can replace. The defaults are those of the demo. */
const keycloak = process.env.KEYCLOAK_URL ?? "http://localhost:8080";
const realm = process.env.KEYCLOAK_REALM ?? "demo";

export const port = Number(process.env.SERVER_PORT ?? 8084);

/** The URL that clients call. A token must have it in its audience. */
export const serverUrl = new URL(process.env.SERVER_URL ?? "http://localhost:8084/mcp");

export const issuer = `${keycloak}/realms/${realm}`;

/** The client by which this server introspects. A token must have it in its audience, too. */
export const clientId = process.env.CLIENT_ID ?? "notes-mcp";

export const clientSecret = process.env.CLIENT_SECRET ?? "notes-mcp-demo-secret";
