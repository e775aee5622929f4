import { Page } from "@keycloak/keycloak-account-ui";
import { useTranslation } from "react-i18next";

import { ApiTokenDialogs } from "./ApiTokenDialogs";
import { useDialog } from "./dialog/useDialog";
import { ApiTokenList } from "./list/ApiTokenList";
import { ApiTokenPages } from "./list/ApiTokenPages";
import { ApiTokenToolbar } from "./list/ApiTokenToolbar";
import { ListStatus } from "./list/ListStatus";
import { OptionsError } from "./list/OptionsError";
import { useApiTokenPage } from "./list/useApiTokenPage";

export const ApiTokensPage = () => {
  const { t } = useTranslation();
  const page = useApiTokenPage();
  const { dialog, open, close } = useDialog();

  return (
    <Page title={t("apiTokens")} description={t("apiTokensDescription")}>
      <ApiTokenToolbar page={page} open={open} />
      <OptionsError page={page} />
      <ListStatus page={page} />
      <div aria-busy={page.isBusy} data-testid="apiTokenList">
        <ApiTokenList page={page} open={open} />
      </div>
      <ApiTokenPages page={page} />
      {dialog && <ApiTokenDialogs page={page} dialog={dialog} close={(focus) => close(dialog, focus)} />}
    </Page>
  );
};
