import { useState } from "react";

import type { Filter } from "../filter/filter";
import { RevocationBanner } from "./RevocationBanner";
import { RevocationDialog } from "./RevocationDialog";
import { RevokeMatching } from "./RevokeMatching";
import type { Revocation } from "./useRevocation";

type RevocationsProps = {
  /** Narrows the list to what a filter finds. */
  showOnly: (filter: Filter) => void;
  revocation: Revocation;
  asked?: Filter;
  ask: (filter: Filter | undefined) => void;
};

/** The steps of a bulk revocation: confirmation, progress, result. */
export const Revocations = ({ showOnly, revocation, asked, ask }: RevocationsProps) => {
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
        showOnly(filter);
        ask(filter);
      }}
    />
  );
};
