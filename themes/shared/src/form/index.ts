export { ChoiceField } from "./ChoiceField";
export { FieldError } from "./FieldError";
