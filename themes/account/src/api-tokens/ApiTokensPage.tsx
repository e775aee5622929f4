import { Page } from "@keycloak/keycloak-account-ui";
import { useTranslation } from "react-i18next";

import { ApiTokenDialogs } from "./ApiTokenDialogs";
import { ApiTokenList } from "./ApiTokenList";
import { ApiTokenPages } from "./ApiTokenPages";
import { ApiTokenToolbar } from "./ApiTokenToolbar";
import { ListStatus } from "./ListStatus";
import { OptionsError } from "./OptionsError";
import { useApiTokenPage } from "./useApiTokenPage";
import { useDialog } from "./useDialog";

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
