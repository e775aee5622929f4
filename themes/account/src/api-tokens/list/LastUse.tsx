import { Button, Label, Popover } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { detailOfUse } from "../messages";
import { relativeText } from "../times";
import type { ApiToken } from "../types";
import { useTextLanguage } from "../useTextLanguage";

/** How long ago the API token was used. A popover has the time, the address and the client. */
export const LastUse = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const language = useTextLanguage();
  if (!token.lastUse) {
    return (
      <div>
        <Label isCompact variant="outline">
          {t("apiTokenNeverUsed")}
        </Label>
      </div>
    );
  }
  return (
    <Popover
      {...language}
      aria-label={t("apiTokenLastUse")}
      bodyContent={detailOfUse(t, token.lastUse)}
      closeBtnAriaLabel={t("apiTokenClose")}
      appendTo={() => document.body}
    >
      <Button
        variant="link"
        isInline
        data-testid={`apiTokenLastUse-${token.id}`}
        aria-label={t("apiTokenLastUseDetails", { time: relativeText(token.lastUse.timestamp) })}
      >
        {relativeText(token.lastUse.timestamp)}
      </Button>
    </Popover>
  );
};
