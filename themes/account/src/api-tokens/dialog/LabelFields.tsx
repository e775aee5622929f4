import { TextAreaControl, TextControl } from "@keycloak/keycloak-ui-shared";
import { useTranslation } from "react-i18next";

const MAX_LABEL = 255;
const MAX_DESCRIPTION = 1000;

/** Counts as the server does: code points in Unicode NFC, without surrounding white space. */
const lengthOf = (text: string) => Array.from(text.normalize().trim()).length;

const isBlank = (text: string) => /^[\s\p{Z}\p{Cf}]*$/u.test(text);

/** Label and description of an API token. The server validates them again. */
export const LabelFields = () => {
  const { t } = useTranslation();
  return (
    <>
      <TextControl
        name="label"
        label={t("apiTokenLabel")}
        helperText={t("apiTokenLabelHelp")}
        data-testid="apiTokenLabel"
        autoFocus
        autoComplete="off"
        rules={{
          required: t("apiTokenLabelRequired"),
          validate: {
            blank: (label: string) => !isBlank(label) || t("apiTokenLabelRequired"),
            length: (label: string) => lengthOf(label) <= MAX_LABEL || t("apiTokenLabelTooLong", { param: MAX_LABEL }),
          },
        }}
      />
      <TextAreaControl
        name="description"
        label={t("apiTokenDescription")}
        data-testid="apiTokenDescription"
        resizeOrientation="vertical"
        rules={{
          validate: (description: string) =>
            lengthOf(description) <= MAX_DESCRIPTION || t("apiTokenDescriptionTooLong", { param: MAX_DESCRIPTION }),
        }}
      />
    </>
  );
};
