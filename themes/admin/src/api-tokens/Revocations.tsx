import { useState } from "react";

import type { Filter } from "./filter";
import { RevocationBanner } from "./RevocationBanner";
import { RevocationDialog } from "./RevocationDialog";
import { RevokeMatching } from "./RevokeMatching";
import type { ApiTokenListState } from "./useApiTokenList";
import type { Revocation } from "./useRevocation";

type RevocationsProps = {
  list: ApiTokenListState;
  revocation: Revocation;
  asked?: Filter;
  ask: (filter: Filter | undefined) => void;
};

/** From the question whether to end all that a filter finds to the end of it. */
export const Revocations = ({ list, revocation, asked, ask }: RevocationsProps) => {
  const [isOpen, setOpen] = useState(false);

  if (asked) {
    return (
      <RevokeMatching
        filter={asked}
        close={() => ask(undefined)}
        begun={(progress) => {
          revocation.begin(progress, asked);
          setOpen(true);
          ask(undefined);
        }}
      />
    );
  }
  if (!revocation.started) {
    return null;
  }
  if (!isOpen) {
    return <RevocationBanner revocation={revocation} show={() => setOpen(true)} />;
  }
  const { filter } = revocation.started;
  return (
    <RevocationDialog
      revocation={revocation}
      close={() => {
        setOpen(false);
        if (!revocation.isRunning) {
          revocation.dismiss();
        }
      }}
      again={() => {
        setOpen(false);
        revocation.dismiss();
        list.only(filter);
        ask(filter);
      }}
    />
  );
};
