export { ApiTokenError, errorOf, type MessageKeys, NoAnswer } from "./ApiTokenError";
export { type Init, type Query, RestClient } from "./RestClient";
