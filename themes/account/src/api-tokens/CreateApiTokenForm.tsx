import { SelectControl, TextAreaControl, TextControl } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Alert, Button, Form, FormGroup } from "@patternfly/react-core";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { FormError } from "./FormError";
import { applicationText } from "./messages";
import { ScopeChoice } from "./ScopeChoice";
import type { MintedApiToken, Options } from "./types";
import { useApiTokens } from "./useApiTokens";
import { useSubmit } from "./useSubmit";

export type CreateFields = {
  label: string;
  description: string;
  clientId: string;
  everything: boolean;
  scopes: string[];
};

type CreateApiTokenFormProps = { options: Options; onMinted: (token: MintedApiToken) => void; onClose: () => void };

export const CreateApiTokenForm = ({ options, onMinted, onClose }: CreateApiTokenFormProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm<CreateFields>({
    defaultValues: { label: "", description: "", clientId: options.clients[0].clientId, everything: true, scopes: [] },
  });
  const clientId = useWatch({ control: form.control, name: "clientId" });
  const application = options.clients.find((client) => client.clientId === clientId) ?? options.clients[0];
  const { maxActive, active } = options.policy;

  const { submit, error } = useSubmit(form, async ({ label, description, everything, scopes }) => {
    // A scope that was picked for another application is none of this one's.
    const offered = application.scopes.map(({ name }) => name);
    onMinted(
      await api.mint({
        label,
        description,
        clientId: application.clientId,
        scopes: everything ? undefined : scopes.filter((name) => offered.includes(name)),
      }),
    );
  });

  if (active >= maxActive) {
    return (
      <Alert isInline variant="warning" title={t("apiTokenLimitReached", { param: maxActive })}>
        {t("apiTokenLimitReachedHelp")}
      </Alert>
    );
  }
  return (
    <FormProvider {...form}>
      <Form onSubmit={submit}>
        <FormError error={error} />
        <TextControl
          name="label"
          label={t("apiTokenLabel")}
          helperText={t("apiTokenLabelHelp")}
          data-testid="apiTokenLabel"
          autoFocus
          autoComplete="off"
          rules={{
            required: t("apiTokenLabelRequired"),
            maxLength: { value: 510, message: t("apiTokenLabelTooLong", { param: 255 }) },
          }}
        />
        <TextAreaControl name="description" label={t("apiTokenDescription")} data-testid="apiTokenDescription" />
        {options.clients.length > 1 ? (
          <SelectControl
            name="clientId"
            label={t("apiTokenApplication")}
            controller={{ defaultValue: application.clientId }}
            options={options.clients.map((client) => ({ key: client.clientId, value: applicationText(client) }))}
            menuAppendTo="parent"
          />
        ) : (
          <FormGroup label={t("apiTokenApplication")}>{applicationText(application)}</FormGroup>
        )}
        <ScopeChoice application={application} />
        <ActionGroup>
          <Button type="submit" data-testid="apiTokenCreateSubmit" isLoading={form.formState.isSubmitting}>
            {t("apiTokenCreateSubmit")}
          </Button>
          <Button variant="link" data-testid="apiTokenCancel" onClick={onClose}>
            {t("cancel")}
          </Button>
        </ActionGroup>
      </Form>
    </FormProvider>
  );
};
