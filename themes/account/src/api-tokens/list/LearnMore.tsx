import { Button } from "@patternfly/react-core";
import { ExternalLinkAltIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

/** A link to the documentation of the organisation, if a theme sets its address in the messages. */
export const LearnMore = () => {
  const { t } = useTranslation();
  const url = t("apiTokenLearnMoreUrl", { defaultValue: "" });
  if (!/^https?:\/\//.test(url)) {
    return null;
  }
  return (
    <Button
      data-testid="apiTokenLearnMore"
      component="a"
      href={url}
      target="_blank"
      rel="noreferrer"
      variant="link"
      isInline
      icon={<ExternalLinkAltIcon />}
      iconPosition="end"
    >
      {t("apiTokenLearnMore")}
    </Button>
  );
};
