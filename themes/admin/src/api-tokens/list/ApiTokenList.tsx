import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { Drawer, DrawerContent, DrawerContentBody, PageSection } from "@patternfly/react-core";
import { useState } from "react";

import { ApiTokenDrawer } from "../detail/ApiTokenDrawer";
import type { Filter } from "../filter/filter";
import { LoadError } from "../LoadError";
import { Revocations } from "../revocation/Revocations";
import { RevokeApiToken } from "../revocation/RevokeApiToken";
import { useRevocation } from "../revocation/useRevocation";
import type { ApiToken } from "../types";
import { ApiTokenTable } from "./ApiTokenTable";
import { ApiTokenToolbar } from "./ApiTokenToolbar";
import { NoApiTokens } from "./NoApiTokens";
import { Pages } from "./Pages";
import { SummaryLine } from "./SummaryLine";
import { useApiTokenList } from "./useApiTokenList";

export const ApiTokenList = () => {
  const list = useApiTokenList();
  const [shownId, setShownId] = useState<string>();
  const [revoking, setRevoking] = useState<ApiToken>();
  const [asked, ask] = useState<Filter>();
  const revocation = useRevocation(list.refresh);
  const shown = list.tokens?.find(({ id }) => id === shownId);

  const focus = (id?: string) => document.getElementById(`apiToken-${id}`)?.focus();

  const close = () => {
    focus(shownId);
    setShownId(undefined);
  };

  /** Moves the focus to the row, because the menu that opened the dialog is gone. */
  const closeRevoking = (token: ApiToken) => {
    setRevoking(undefined);
    if (!shown) {
      setTimeout(() => focus(token.id));
    }
  };

  return (
    <PageSection variant="light" className="pf-v5-u-p-0">
      <Drawer className="api-tokens__drawer" isExpanded={shown !== undefined}>
        <DrawerContent
          panelContent={
            shown && (
              <ApiTokenDrawer key={`${shown.id} ${list.round}`} token={shown} close={close} revoke={setRevoking} />
            )
          }
        >
          <DrawerContentBody>
            <Revocations showOnly={list.only} revocation={revocation} asked={asked} ask={ask} />
            <SummaryLine list={list} />
            <ApiTokenToolbar list={list} isRevoking={revocation.isRunning} revokeMatching={() => ask(list.filter)} />
            {list.error !== undefined && (
              <LoadError title="apiTokenLoadError" error={list.error} retry={list.refresh} />
            )}
            {list.isBusy && !list.tokens && <KeycloakSpinner />}
            {list.tokens?.length === 0 && <NoApiTokens list={list} />}
            {list.tokens && list.tokens.length > 0 && (
              <ApiTokenTable
                list={list}
                tokens={list.tokens}
                shownId={shownId}
                show={setShownId}
                revoke={setRevoking}
              />
            )}
            {list.total !== undefined && list.total > list.max && <Pages list={list} isBottom />}
          </DrawerContentBody>
        </DrawerContent>
      </Drawer>
      {revoking && <RevokeApiToken token={revoking} close={() => closeRevoking(revoking)} revoked={list.refresh} />}
    </PageSection>
  );
};
