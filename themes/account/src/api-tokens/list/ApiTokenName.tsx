import { Text, TextContent, TextVariants } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { dateText } from "../times";
import type { ApiToken } from "../types";
import { Clamped } from "./Clamped";
import { Detail } from "./Detail";

export const ApiTokenName = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  return (
    <div className="pf-v5-u-font-weight-normal">
      <Clamped lines={2}>
        <TextContent>
          <Text component={TextVariants.p} className="pf-v5-u-mb-0">
            <bdi>{token.label}</bdi>
          </Text>
        </TextContent>
      </Clamped>
      {token.description && (
        <Clamped lines={1} className="pf-v5-u-font-size-sm">
          <bdi>{token.description}</bdi>
        </Clamped>
      )}
      <Detail>
        <code>{token.hint}</code>
      </Detail>
      <Detail>{t("apiTokenCreatedAt", { date: dateText(token.createdTimestamp) })}</Detail>
    </div>
  );
};
