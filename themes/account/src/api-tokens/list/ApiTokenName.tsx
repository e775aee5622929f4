import { ExpandableSection, ExpandableSectionVariant, Text, TextContent, TextVariants } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { dateText } from "../times";
import type { ApiToken } from "../types";
import { Detail } from "./Detail";

export const ApiTokenName = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  return (
    <div>
      <TextContent>
        <Text component={TextVariants.p} className="pf-v5-u-mb-0">
          {token.label}
        </Text>
      </TextContent>
      {token.description && (
        <ExpandableSection
          className="pf-v5-u-font-size-sm"
          variant={ExpandableSectionVariant.truncate}
          truncateMaxLines={2}
          toggleTextCollapsed={t("apiTokenShowMore")}
          toggleTextExpanded={t("apiTokenShowLess")}
        >
          {token.description}
        </ExpandableSection>
      )}
      <Detail>
        <code>{token.hint}</code>
      </Detail>
      <Detail>{t("apiTokenCreatedAt", { date: dateText(token.createdTimestamp) })}</Detail>
    </div>
  );
};
