export { ApiTokenError, errorOf, type MessageKeys } from "./ApiTokenError";
export { type Query, RestClient } from "./RestClient";
