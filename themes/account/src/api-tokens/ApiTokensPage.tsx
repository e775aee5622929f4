import { Page } from "@keycloak/keycloak-account-ui";
import { useSelection } from "api-tokens-shared";
import { useTranslation } from "react-i18next";

import { ApiTokenDialogs } from "./ApiTokenDialogs";
import { useDialog } from "./dialog/useDialog";
import { ApiTokenList } from "./list/ApiTokenList";
import { ApiTokenPages } from "./list/ApiTokenPages";
import { ApiTokenToolbar } from "./list/ApiTokenToolbar";
import { LearnMore } from "./list/LearnMore";
import { ListStatus } from "./list/ListStatus";
import { LoadError } from "./list/LoadError";
import { LIST } from "./topOfList";
import { useApiTokenPage } from "./list/useApiTokenPage";
import { Toasts } from "./toast/Toasts";
import { useToasts } from "./toast/useToasts";
import type { ApiToken } from "./types";
import { useTextLanguage } from "./useTextLanguage";

const isSelectable = ({ status }: ApiToken) => status === "active";

export const ApiTokensPage = () => {
  const { t } = useTranslation();
  const page = useApiTokenPage();
  const selection = useSelection(page.tokens, isSelectable);
  const { toasts, add, remove } = useToasts();
  const { dialog, open, close } = useDialog(page.tokens, add);

  return (
    // This element is for the language only, not for the layout.
    <div {...useTextLanguage()} style={{ display: "contents" }} data-testid="apiTokensPage">
      <Page title={t("apiTokens")} description={t("apiTokensDescription")}>
        <LearnMore />
        <ApiTokenToolbar page={page} selection={selection} open={open} />
        <LoadError page={page} />
        <ListStatus page={page} />
        <div {...LIST} aria-busy={page.isBusy} data-testid="apiTokenList">
          <ApiTokenList page={page} selection={selection} open={open} />
        </div>
        <ApiTokenPages page={page} />
        <Toasts toasts={toasts} remove={remove} />
        {dialog && (
          <ApiTokenDialogs
            page={page}
            dialog={dialog}
            toast={add}
            open={open}
            close={(focus) => close(dialog, focus)}
          />
        )}
      </Page>
    </div>
  );
};
