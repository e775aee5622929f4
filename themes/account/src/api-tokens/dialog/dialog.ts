import type { ApiToken, Selection } from "../types";
import type { CreateFields, EditFields, RotateFields } from "./fields";

/**
 * A dialog over the page. `typed` has the fields that the user filled in before a new login. `key` is the name of the
 * request that may have been sent before it. `link` is the query of a link that has filled in the fields.
 * `onlyShown` is whether the user chose to revoke only what the list shows.
 */
export type Dialog =
  | { name: "create"; typed?: CreateFields; link?: string; key?: string }
  | { name: "rotate"; token: ApiToken; typed?: RotateFields; key?: string }
  | { name: "edit"; token: ApiToken; typed?: EditFields }
  /** The answer with the secret of the API token was lost. */
  | { name: "lost"; token: ApiToken }
  | { name: "revoke"; token: ApiToken }
  | { name: "revokeSelected"; tokens: ApiToken[] }
  | { name: "revokeAll"; shown: Selection; onlyShown?: boolean };
