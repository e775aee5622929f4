import { KeycloakSpinner } from "@keycloak/keycloak-ui-shared";
import { Drawer, DrawerContent, DrawerContentBody, PageSection } from "@patternfly/react-core";
import { useSelection } from "api-tokens-shared";
import { useState } from "react";

import { ApiTokenDrawer, scrollToHeading } from "../detail/ApiTokenDrawer";
import type { Filter } from "../filter/filter";
import { LoadError } from "../LoadError";
import { Revocations } from "../revocation/Revocations";
import { useRevocation } from "../revocation/useRevocation";
import type { ApiToken } from "../types";
import { ApiTokenDialogs, type Dialog } from "./ApiTokenDialogs";
import { ApiTokenTable } from "./ApiTokenTable";
import { ApiTokenToolbar } from "./ApiTokenToolbar";
import { NoApiTokens } from "./NoApiTokens";
import { Pages } from "./Pages";
import { SummaryLine } from "./SummaryLine";
import { type ApiTokenListState, useApiTokenList } from "./useApiTokenList";

/** Whether a row can be selected: the admin may revoke it. */
const isSelectable = ({ status, access }: ApiToken) => status === "active" && access.manage;

/** Whether the drawer fits beside the list. On a narrower screen it covers the list. */
const hasRoomBeside = () => window.matchMedia("(min-width: 1200px)").matches;

const focus = (id?: string) => document.getElementById(`apiToken-${id}`)?.focus();

/** The row of a dialog. The menu that opened the dialog is gone when it closes. */
const rowOf = (dialog: Dialog) => {
  switch (dialog.name) {
    case "rotate":
    case "revoke":
      return dialog.token.id;
    case "revokeSelected":
      return dialog.tokens[0].id;
    default:
      return undefined;
  }
};

export const ApiTokenList = () => {
  const list = useApiTokenList();
  const [shownId, setShownId] = useState<string>();
  const [dialog, setDialog] = useState<Dialog>();
  const shown = list.tokens?.find(({ id }) => id === shownId);

  const closeDrawer = () => {
    focus(shownId);
    setShownId(undefined);
  };

  /** Moves the focus to the row, except if the drawer opened the dialog. */
  const closeDialog = (closed: Dialog) => {
    setDialog(undefined);
    const row = rowOf(closed);
    if (row && (!shown || closed.name === "revokeSelected")) {
      setTimeout(() => focus(row));
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
              <ApiTokenDrawer key={`${shown.id} ${list.round}`} token={shown} close={closeDrawer} open={setDialog} />
            )
          }
        >
          <DrawerContentBody>
            <Content list={list} shownId={shown?.id} show={setShownId} open={setDialog} />
          </DrawerContentBody>
        </DrawerContent>
      </Drawer>
      {dialog && <ApiTokenDialogs list={list} dialog={dialog} close={() => closeDialog(dialog)} />}
    </PageSection>
  );
};

type ContentProps = {
  list: ApiTokenListState;
  shownId?: string;
  show: (id: string) => void;
  open: (dialog: Dialog) => void;
};

/** The totals, the toolbar and the rows. */
const Content = ({ list, shownId, show, open }: ContentProps) => {
  const selection = useSelection(list.tokens, isSelectable);
  const [asked, ask] = useState<Filter>();
  const revocation = useRevocation(list.refresh);
  return (
    <>
      <Revocations showOnly={list.only} revocation={revocation} asked={asked} ask={ask} />
      <SummaryLine list={list} />
      <ApiTokenToolbar
        list={list}
        selection={selection}
        isRevoking={revocation.isRunning}
        revokeMatching={() => ask(list.filter)}
        open={open}
      />
      {list.error !== undefined && <LoadError title="apiTokenLoadError" error={list.error} retry={list.refresh} />}
      {list.isBusy && !list.tokens && <KeycloakSpinner />}
      {list.tokens?.length === 0 && <NoApiTokens list={list} />}
      {list.tokens && list.tokens.length > 0 && (
        <ApiTokenTable
          list={list}
          tokens={list.tokens}
          selection={selection}
          shownId={shownId}
          isBesideDrawer={shownId !== undefined && hasRoomBeside()}
          show={show}
          open={open}
        />
      )}
      {list.total !== undefined && list.total > list.max && <Pages list={list} isBottom />}
    </>
  );
};
