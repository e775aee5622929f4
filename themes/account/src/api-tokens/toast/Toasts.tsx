import { Alert, AlertActionCloseButton, AlertGroup } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { focusList } from "../topOfList";
import { useTextLanguage } from "../useTextLanguage";
import type { Toast } from "./useToasts";

type ToastsProps = { toasts: Toast[]; remove: (id: number) => void };

/** Like the alerts of the stock console, but with the language of their texts, and with translated names. */
export const Toasts = ({ toasts, remove }: ToastsProps) => {
  const { t } = useTranslation();
  const language = useTextLanguage();
  // The pressed button disappears.
  const close = (id: number) => {
    focusList();
    remove(id);
  };
  return (
    <AlertGroup isToast isLiveRegion data-testid="apiTokenToasts">
      {toasts.map(({ id, variant, text }) => (
        <Alert
          key={id}
          id={`apiTokenToast-${id}`}
          {...language}
          variant={variant}
          component="p"
          variantLabel={t(variant === "success" ? "apiTokenSuccess" : "apiTokenError")}
          title={text}
          timeout
          onTimeout={() => remove(id)}
          actionClose={<AlertActionCloseButton aria-label={t("apiTokenClose")} onClose={() => close(id)} />}
        />
      ))}
    </AlertGroup>
  );
};
