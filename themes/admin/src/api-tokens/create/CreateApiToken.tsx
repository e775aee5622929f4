import { TextControl } from "@keycloak/keycloak-ui-shared";
import { Alert } from "@patternfly/react-core";
import { useCallback } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { errorText } from "../messages";
import { SecretForm } from "../secret/SecretForm";
import { useLoaded } from "../useLoaded";
import { AccessChoice } from "./AccessChoice";
import { ApplicationChoice } from "./ApplicationChoice";
import { applicationBy, mintRequest, usableOf } from "./create";
import { type CreateFields, NOTHING } from "./fields";
import { LifetimeChoice } from "./LifetimeChoice";
import { OwnerChoice } from "./OwnerChoice";

type CreateApiTokenProps = { user?: string; close: () => void; created: () => void };

/** Asks for the user or service account and for what the API token may do, then shows the secret. */
export const CreateApiToken = ({ user = "", close, created }: CreateApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm<CreateFields>({ defaultValues: { ...NOTHING, userId: user } });
  const [userId, clientId] = useWatch({ control: form.control, name: ["userId", "clientId"] });
  const load = useCallback(
    async (signal: AbortSignal) => (userId ? await api.options(userId, signal) : undefined),
    [api, userId],
  );
  const { value: options, error, isBusy } = useLoaded(load);
  const usable = usableOf(options?.clients);
  const application = applicationBy(usable, clientId);
  const isReady = application !== undefined && error === undefined && !isBusy;

  const mint = (fields: CreateFields) => {
    if (!application) {
      throw new Error("Nothing can be minted for this user");
    }
    return api.mint(mintRequest(application, fields));
  };

  return (
    <SecretForm
      testid="apiTokenCreateDialog"
      title={t("apiTokenCreate")}
      submitText={t("apiTokenCreateSubmit")}
      isReady={isReady}
      form={form}
      send={mint}
      close={close}
      done={() => {
        close();
        created();
      }}
    >
      <OwnerChoice />
      {userId && error !== undefined && (
        <Alert
          component="p"
          isInline
          isLiveRegion
          variant="danger"
          title={errorText(t, error)}
          data-testid="apiTokenOptionsError"
        />
      )}
      {userId && options && !application && (
        <Alert
          component="p"
          isInline
          isLiveRegion
          variant="warning"
          title={t("apiTokenCreateNothing")}
          data-testid="apiTokenCreateNothing"
        >
          {options.clients.map(({ clientId: refused, minting }) => (
            <div key={refused}>
              {refused}: {t([minting.refusal ?? "", "apiTokenForbidden"])}
            </div>
          ))}
        </Alert>
      )}
      {application && (
        <>
          <TextControl
            name="label"
            label={t("apiTokenLabel")}
            placeholder={application.suggestedLabel}
            maxLength={255}
          />
          <TextControl name="description" label={t("apiTokenDescription")} maxLength={1000} />
          <ApplicationChoice usable={usable} application={application} />
          <LifetimeChoice minting={application.minting} />
          <AccessChoice application={application} />
        </>
      )}
    </SecretForm>
  );
};
