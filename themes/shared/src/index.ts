export {
  type Access,
  accessChoices,
  type AccessFields,
  chosenAccess,
  isNothingSelected,
  offeredOf,
  requestedScopes,
} from "./access";
export { durationText } from "./durationText";
export { ApiTokenError, errorOf, type MessageKeys, NoAnswer, NotSent } from "./rest/ApiTokenError";
export { errorText } from "./rest/errorText";
export { type Init, type Query, RestClient } from "./rest/RestClient";
export { type RowSelection, useSelection } from "./useSelection";
