import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

/** The server keeps the latest notes of a user, and the notes of the users who wrote last. */
const MAX_NOTES = 100;
const MAX_USERS = 1000;

/** The notes of each user, in memory; the user who wrote last is at the end. */
const notes = new Map<string, string[]>();

/** Offers the tools that the scopes of a token allow, for the notes of its user. */
export function notesServer(sub: string, scopes: string[]): McpServer {
  const server = new McpServer({ name: "notes", version: "0.1.0" });
  if (scopes.includes("notes:read")) {
    server.registerTool("read_notes", { description: "Reads the user's notes" }, () =>
      text((notes.get(sub) ?? []).join("\n")),
    );
  }
  if (scopes.includes("notes:write")) {
    server.registerTool(
      "write_note",
      {
        description: "Adds a note to the user's notes",
        inputSchema: { note: z.string().trim().min(1).max(1000) },
      },
      ({ note }) => {
        write(sub, note);
        return text("Written");
      },
    );
  }
  return server;
}

function write(sub: string, note: string) {
  const written = [...(notes.get(sub) ?? []), note].slice(-MAX_NOTES);
  notes.delete(sub);
  notes.set(sub, written);
  const [oldest] = notes.keys();
  if (notes.size > MAX_USERS && oldest !== undefined) {
    notes.delete(oldest);
  }
}

function text(content: string) {
  return { content: [{ type: "text" as const, text: content }] };
}
