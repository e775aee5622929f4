import { useState } from "react";

import { ExportDialog } from "../export/ExportDialog";
import type { Filter } from "../filter/filter";
import { RevocationBanner } from "./RevocationBanner";
import { RevocationDialog } from "./RevocationDialog";
import { RevokeMatching } from "./RevokeMatching";
import type { Revocation } from "./useRevocation";

type RevocationsProps = {
  /** Narrows the list to a filter. */
  showOnly: (filter: Filter) => void;
  revocation: Revocation;
  asked?: Filter;
  ask: (filter: Filter | undefined) => void;
};

/** The steps of a bulk revocation: confirmation, progress, result. */
export const Revocations = ({ showOnly, revocation, asked, ask }: RevocationsProps) => {
  const [isOpen, setOpen] = useState(false);
  const [isExporting, setExporting] = useState(false);

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
  if (isExporting) {
    return (
      <ExportDialog
        filter={{ ...filter, status: "revoked" }}
        total={revocation.progress?.revoked}
        revokedFrom={revocation.progress?.startedTimestamp}
        close={() => setExporting(false)}
      />
    );
  }
  return (
    <RevocationDialog
      revocation={revocation}
      close={() => {
        setOpen(false);
        if (!revocation.isRunning) {
          revocation.dismiss();
        }
      }}
      exportResult={() => setExporting(true)}
      again={() => {
        setOpen(false);
        revocation.dismiss();
        showOnly(filter);
        ask(filter);
      }}
    />
  );
};
