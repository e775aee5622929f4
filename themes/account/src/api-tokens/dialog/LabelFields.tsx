import { useTranslation } from "react-i18next";

import { isBlank, lengthOf, MAX_DESCRIPTION, MAX_LABEL } from "./text";
import { TextField } from "./TextField";

/**
 * The label of an API token. The server validates it again.
 *
 * @param suggestion the label that the server gives if the field is empty; without it, the user has to fill it in
 */
export const LabelField = ({ suggestion }: { suggestion?: string }) => {
  const { t } = useTranslation();
  const isRequired = suggestion === undefined;
  return (
    <TextField
      name="label"
      id="apiTokenLabel"
      label={t("apiTokenLabel")}
      help={t("apiTokenLabelHelp")}
      placeholder={suggestion}
      isRequired={isRequired}
      autoFocus
      rules={{
        validate: {
          blank: (label: string) => (!isRequired && label === "") || !isBlank(label) || t("apiTokenLabelRequired"),
          length: (label: string) => lengthOf(label) <= MAX_LABEL || t("apiTokenLabelTooLong", { param: MAX_LABEL }),
        },
      }}
    />
  );
};

/** The description of an API token. The server validates it again. */
export const DescriptionField = () => {
  const { t } = useTranslation();
  return (
    <TextField
      name="description"
      id="apiTokenDescription"
      label={t("apiTokenDescription")}
      isMultiline
      rules={{
        validate: (description: string) =>
          lengthOf(description) <= MAX_DESCRIPTION || t("apiTokenDescriptionTooLong", { param: MAX_DESCRIPTION }),
      }}
    />
  );
};
