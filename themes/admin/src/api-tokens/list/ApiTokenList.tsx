import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { Drawer, DrawerContent, DrawerContentBody, PageSection } from "@patternfly/react-core";
import { useSelection } from "api-tokens-shared";
import { useState } from "react";

import { CreateApiToken } from "../create/CreateApiToken";
import { ApiTokenDrawer, scrollToHeading } from "../detail/ApiTokenDrawer";
import { ExportDialog } from "../export/ExportDialog";
import type { Filter } from "../filter/filter";
import { LoadError } from "../LoadError";
import { Revocations } from "../revocation/Revocations";
import { RevokeApiToken } from "../revocation/RevokeApiToken";
import { RevokeSelected } from "../revocation/RevokeSelected";
import { useRevocation } from "../revocation/useRevocation";
import { RotateApiToken } from "../rotate/RotateApiToken";
import type { ApiToken } from "../types";
import { ApiTokenTable } from "./ApiTokenTable";
import { ApiTokenToolbar } from "./ApiTokenToolbar";
import { NoApiTokens } from "./NoApiTokens";
import { Pages } from "./Pages";
import { SummaryLine } from "./SummaryLine";
import { useApiTokenList } from "./useApiTokenList";

/** Whether a row can be selected: the admin may revoke it. */
const isSelectable = ({ status, access }: ApiToken) => status === "active" && access.manage;

/** Whether the drawer fits beside the list. On a narrower screen it covers the list. */
const hasRoomBeside = () => window.matchMedia("(min-width: 1200px)").matches;

export const ApiTokenList = () => {
  const list = useApiTokenList();
  const [shownId, setShownId] = useState<string>();
  const [revoking, setRevoking] = useState<ApiToken>();
  const [revokingSelected, setRevokingSelected] = useState<ApiToken[]>();
  const [rotating, setRotating] = useState<ApiToken>();
  const [isExporting, setExporting] = useState(false);
  const [isCreating, setCreating] = useState(false);
  const [asked, ask] = useState<Filter>();
  const revocation = useRevocation(list.refresh);
  const selection = useSelection(list.tokens, isSelectable);
  const shown = list.tokens?.find(({ id }) => id === shownId);

  const focus = (id?: string) => document.getElementById(`apiToken-${id}`)?.focus();

  const close = () => {
    focus(shownId);
    setShownId(undefined);
  };

  /** Moves the focus to the row, because the menu that opened the dialog is gone. */
  const closeDialog = (token: ApiToken) => {
    setRevoking(undefined);
    setRotating(undefined);
    if (!shown) {
      setTimeout(() => focus(token.id));
    }
  };

  return (
    <PageSection variant="light" className="pf-v5-u-p-0">
      <Drawer
        className="api-tokens__drawer"
        isInline={hasRoomBeside()}
        isExpanded={shown !== undefined}
        onExpand={scrollToHeading}
      >
        <DrawerContent
          panelContent={
            shown && (
              <ApiTokenDrawer
                key={`${shown.id} ${list.round}`}
                token={shown}
                close={close}
                rotate={setRotating}
                revoke={setRevoking}
              />
            )
          }
        >
          <DrawerContentBody>
            <Revocations showOnly={list.only} revocation={revocation} asked={asked} ask={ask} />
            <SummaryLine list={list} />
            <ApiTokenToolbar
              list={list}
              selection={selection}
              revokeSelected={() => setRevokingSelected(selection.tokens)}
              isRevoking={revocation.isRunning}
              revokeMatching={() => ask(list.filter)}
              create={() => setCreating(true)}
              exportList={() => setExporting(true)}
            />
            {list.error !== undefined && (
              <LoadError title="apiTokenLoadError" error={list.error} retry={list.refresh} />
            )}
            {list.isBusy && !list.tokens && <KeycloakSpinner />}
            {list.tokens?.length === 0 && <NoApiTokens list={list} />}
            {list.tokens && list.tokens.length > 0 && (
              <ApiTokenTable
                list={list}
                tokens={list.tokens}
                selection={selection}
                shownId={shown?.id}
                isBesideDrawer={shown !== undefined && hasRoomBeside()}
                show={setShownId}
                rotate={setRotating}
                revoke={setRevoking}
              />
            )}
            {list.total !== undefined && list.total > list.max && <Pages list={list} isBottom />}
          </DrawerContentBody>
        </DrawerContent>
      </Drawer>
      {revoking && <RevokeApiToken token={revoking} close={() => closeDialog(revoking)} revoked={list.refresh} />}
      {revokingSelected && (
        <RevokeSelected
          tokens={revokingSelected}
          close={() => {
            setRevokingSelected(undefined);
            setTimeout(() => focus(revokingSelected[0].id));
          }}
          changed={list.refresh}
        />
      )}
      {isExporting && <ExportDialog filter={list.filter} total={list.total} close={() => setExporting(false)} />}
      {rotating && <RotateApiToken token={rotating} close={() => closeDialog(rotating)} rotated={list.refresh} />}
      {isCreating && <CreateApiToken user={list.filter.user} close={() => setCreating(false)} created={list.refresh} />}
    </PageSection>
  );
};
