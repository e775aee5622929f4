import { TextAreaControl, TextControl } from "@keycloak/keycloak-ui-shared";
import { useTranslation } from "react-i18next";

/** What a user calls an API token. The server has the last word on what it may be. */
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
        rules={{ required: t("apiTokenLabelRequired") }}
      />
      <TextAreaControl
        name="description"
        label={t("apiTokenDescription")}
        data-testid="apiTokenDescription"
        resizeOrientation="vertical"
      />
    </>
  );
};
