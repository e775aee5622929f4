/** The parameters of a link that opens the dialog that creates an API token. */
const PARAMETERS = ["create", "client", "label", "description", "scope", "lifetime"];

/** Whether a link opens the dialog that creates an API token: `?create` and optional fields. */
export const asksToCreate = (query: URLSearchParams) => query.has("create");

/** Returns the other parameters: the stock console has some of its own, such as `referrer`. */
export const withoutCreateLink = (query: URLSearchParams) => {
  const rest = new URLSearchParams(query);
  for (const name of PARAMETERS) {
    rest.delete(name);
  }
  return rest;
};
