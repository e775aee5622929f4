import { TextControl } from "@keycloak/keycloak-ui-shared";
import { Alert, FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useCallback } from "react";
import { type Control, useController, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { useApiTokens } from "../api";
import { errorText } from "../messages";
import { SecretForm } from "../secret/SecretForm";
import type { Application } from "../types";
import { useLoaded } from "../useLoaded";
import { useTimes } from "../useTimes";
import { AccessChoice } from "./AccessChoice";
import { chosenLifetime, lifetimesOf, NEVER } from "./expiry";
import { type CreateFields, NOTHING } from "./fields";
import { OwnerChoice } from "./OwnerChoice";

type CreateApiTokenProps = { user?: string; close: () => void; created: () => void };

/** Asks for the user or service account and for what the API token may do, then shows the secret. */
export const CreateApiToken = ({ user = "", close, created }: CreateApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm<CreateFields>({ defaultValues: { ...NOTHING, userId: user } });
  const { control } = form;
  const [userId, clientId] = useWatch({ control, name: ["userId", "clientId"] });
  const load = useCallback(
    async (signal: AbortSignal) => (userId ? await api.options(userId, signal) : undefined),
    [api, userId],
  );
  const { value: options, error, isBusy } = useLoaded(load);
  const usable = options?.clients.filter(({ minting }) => !minting.refusal) ?? [];
  const application = usable.find((client) => client.clientId === clientId) ?? usable.at(0);
  const isReady = application !== undefined && error === undefined && !isBusy;

  const mint = ({ everything, scopes, lifetime, label, description }: CreateFields) => {
    if (!application) {
      throw new Error("Nothing can be minted for this user");
    }
    const chosen = chosenLifetime(application.minting, lifetime);
    const offered = application.scopes.map(({ name }) => name);
    return api.mint({
      userId,
      clientId: application.clientId,
      label,
      ...(description.trim() && { description }),
      ...(!everything && { scopes: scopes.filter((name) => offered.includes(name)) }),
      ...(chosen !== NEVER && { lifetime: Number(chosen) }),
    });
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
            rules={{ required: t("apiTokenLabelRequired") }}
            maxLength={255}
          />
          <TextControl name="description" label={t("apiTokenDescription")} maxLength={1000} />
          <ApplicationChoice control={control} applications={usable} application={application} />
          <LifetimeChoice control={control} application={application} />
          <AccessChoice application={application} />
        </>
      )}
    </SecretForm>
  );
};

type ApplicationChoiceProps = {
  control: Control<CreateFields>;
  applications: Application[];
  application: Application;
};

const ApplicationChoice = ({ control, applications, application }: ApplicationChoiceProps) => {
  const { t } = useTranslation();
  const { field } = useController({ control, name: "clientId" });
  return (
    <FormGroup fieldId="apiTokenCreateApplication" label={t("apiTokenApplication")}>
      <FormSelect
        id="apiTokenCreateApplication"
        data-testid="apiTokenCreateApplication"
        value={application.clientId}
        onChange={(_event, value) => field.onChange(value)}
      >
        {applications.map(({ clientId, name }) => (
          <FormSelectOption key={clientId} value={clientId} label={name ?? clientId} />
        ))}
      </FormSelect>
    </FormGroup>
  );
};

const LifetimeChoice = ({ control, application }: Pick<ApplicationChoiceProps, "control" | "application">) => {
  const { t } = useTranslation();
  const { duration } = useTimes();
  const { field } = useController({ control, name: "lifetime" });
  return (
    <FormGroup fieldId="apiTokenCreateExpires" label={t("apiTokenExpires")}>
      <FormSelect
        id="apiTokenCreateExpires"
        data-testid="apiTokenCreateExpires"
        value={chosenLifetime(application.minting, field.value)}
        onChange={(_event, value) => field.onChange(value)}
      >
        {lifetimesOf(application.minting).map((value) => (
          <FormSelectOption
            key={value}
            value={value}
            label={value === NEVER ? t("apiTokenNeverExpires") : duration(Number(value))}
          />
        ))}
      </FormSelect>
    </FormGroup>
  );
};
