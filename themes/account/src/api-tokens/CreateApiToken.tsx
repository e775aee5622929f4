import { Modal, ModalVariant, Spinner } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiTokenSecret } from "./ApiTokenSecret";
import { CreateApiTokenForm } from "./CreateApiTokenForm";
import { FormError } from "./FormError";
import { errorText } from "./messages";
import type { MintedApiToken, Options } from "./types";
import { useApiTokens } from "./useApiTokens";

type CreateApiTokenProps = { onMinted: () => void; onClose: () => void };

/** Asks what to mint, then shows the secret: it is in the state of this component and nowhere else. */
export const CreateApiToken = ({ onMinted, onClose }: CreateApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const [options, setOptions] = useState<Options>();
  const [error, setError] = useState<string>();
  const [minted, setMinted] = useState<MintedApiToken>();

  useEffect(() => {
    const controller = new AbortController();
    api
      .options(controller.signal)
      .then(setOptions)
      .catch((reason: unknown) => {
        if (!controller.signal.aborted) {
          setError(errorText(t, reason));
        }
      });
    return () => controller.abort();
  }, [api, t]);

  return (
    <Modal
      isOpen
      data-testid="apiTokenCreateDialog"
      variant={ModalVariant.medium}
      title={t(minted ? "apiTokenSecretTitle" : "apiTokenCreate")}
      // Once the secret is there, only its own button closes the dialog: it cannot be shown again.
      showClose={!minted}
      onClose={onClose}
      onEscapePress={() => {
        if (!minted) {
          onClose();
        }
      }}
    >
      <FormError error={error} />
      {minted ? (
        <ApiTokenSecret token={minted} onDone={onClose} />
      ) : options ? (
        <CreateApiTokenForm
          options={options}
          onMinted={(token) => {
            setMinted(token);
            onMinted();
          }}
          onClose={onClose}
        />
      ) : error ? null : (
        <Spinner aria-label={t("apiTokenLoading")} />
      )}
    </Modal>
  );
};
