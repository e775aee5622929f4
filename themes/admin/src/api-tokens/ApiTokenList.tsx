import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { Drawer, DrawerContent, DrawerContentBody, PageSection } from "@patternfly/react-core";
import { useState } from "react";

import { ApiTokenDrawer } from "./ApiTokenDrawer";
import { ApiTokenTable } from "./ApiTokenTable";
import { ApiTokenToolbar } from "./ApiTokenToolbar";
import { ListError } from "./ListError";
import { NoApiTokens } from "./NoApiTokens";
import { Pages } from "./Pages";
import { RevokeApiToken } from "./RevokeApiToken";
import { RevokeMatching } from "./RevokeMatching";
import { SummaryLine } from "./SummaryLine";
import type { ApiToken } from "./types";
import { useApiTokenList } from "./useApiTokenList";

export const ApiTokenList = () => {
  const list = useApiTokenList();
  const [shownId, setShownId] = useState<string>();
  const [revoking, setRevoking] = useState<ApiToken>();
  const [isRevokingMatching, setRevokingMatching] = useState(false);
  const shown = list.tokens?.find(({ id }) => id === shownId);

  const close = () => {
    document.getElementById(`apiToken-${shownId}`)?.focus();
    setShownId(undefined);
  };

  return (
    <PageSection variant="light" className="pf-v5-u-p-0">
      <Drawer isExpanded={shown !== undefined}>
        <DrawerContent
          panelContent={
            shown && (
              <ApiTokenDrawer key={`${shown.id} ${list.round}`} token={shown} close={close} revoke={setRevoking} />
            )
          }
        >
          <DrawerContentBody>
            <SummaryLine list={list} />
            <ApiTokenToolbar list={list} revokeMatching={() => setRevokingMatching(true)} />
            {list.error !== undefined && <ListError error={list.error} retry={list.refresh} />}
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
      {revoking && <RevokeApiToken token={revoking} close={() => setRevoking(undefined)} revoked={list.refresh} />}
      {isRevokingMatching && (
        <RevokeMatching filter={list.filter} close={() => setRevokingMatching(false)} revoked={list.refresh} />
      )}
    </PageSection>
  );
};
