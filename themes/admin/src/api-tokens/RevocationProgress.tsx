import { Alert, Button, Modal, ModalVariant, Progress as ProgressBar } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "./api";
import { errorText } from "./messages";
import type { Progress } from "./types";
import { useTimes } from "./useTimes";

const INTERVAL = 500;

type RevocationProgressProps = { started: Progress; close: () => void };

/** How far a revocation has come; it goes on when nobody looks. */
export const RevocationProgress = ({ started, close }: RevocationProgressProps) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const api = useApiTokens();
  const [progress, setProgress] = useState(started);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    if (progress.done || !progress.id || error !== undefined) {
      return undefined;
    }
    const { id } = progress;
    const timer = setTimeout(() => {
      api.progress(id).then(setProgress).catch(setError);
    }, INTERVAL);
    return () => clearTimeout(timer);
  }, [api, progress, error]);

  const { revoked, matching, done } = progress;
  const part = matching === 0 ? 100 : Math.min(100, Math.round((100 * revoked) / matching));
  return (
    <Modal
      isOpen
      variant={ModalVariant.small}
      title={t(done ? "apiTokenRevokeMatchingDone" : "apiTokenRevokeMatchingGoing")}
      onClose={close}
      actions={[
        <Button key="close" data-testid="apiTokenProgressClose" onClick={close}>
          {t("close")}
        </Button>,
      ]}
    >
      {error !== undefined && <Alert isInline variant="danger" title={errorText(t, error)} />}
      <ProgressBar
        data-testid="apiTokenProgress"
        aria-label={t("apiTokenRevokeMatchingGoing")}
        value={done ? 100 : part}
        variant={done ? "success" : undefined}
      />
      <p data-testid="apiTokenProgressText" aria-live="polite">
        {t("apiTokenRevokedOf", { count: revoked, revoked: number(revoked), matching: number(matching) })}
      </p>
      {!done && <p>{t("apiTokenRevokeMatchingGoesOn")}</p>}
    </Modal>
  );
};
