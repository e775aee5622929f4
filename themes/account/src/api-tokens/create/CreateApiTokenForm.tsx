import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { locale } from "../../i18n";
import type { CreateFields } from "../dialog/fields";
import { FormDialog } from "../dialog/FormDialog";
import { DescriptionField, LabelField } from "../dialog/LabelFields";
import { alreadyMinted, newKey, sendAgainIfLost } from "../request/attempt";
import type { ApiToken, Application, MintedApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";
import { AccessChoice } from "./AccessChoice";
import { ApplicationChoice } from "./ApplicationChoice";
import { applicationBy, initialFields, mintRequest, NOTHING_TYPED } from "./create";
import { ExpiryChoice } from "../expiry/ExpiryChoice";
import { prefilled } from "./link";
import { LinkNotice } from "./LinkNotice";

type CreateApiTokenFormProps = {
  clients: Application[];
  typed?: CreateFields;
  link?: string;
  sent?: string;
  onMinted: (token: MintedApiToken) => void;
  onLost: (token: ApiToken) => void;
  onFailed: () => void;
  onClose: () => void;
};

export const CreateApiTokenForm = ({
  clients,
  typed,
  link,
  sent,
  onMinted,
  onLost,
  onFailed,
  onClose,
}: CreateApiTokenFormProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  // All requests of this dialog have the same name, so that they mint one API token even if answers are lost.
  const [key] = useState(sent ?? newKey());
  const [fromLink] = useState(() => (link === undefined ? undefined : prefilled(new URLSearchParams(link), clients)));
  const form = useForm({ defaultValues: initialFields(clients, typed ?? fromLink?.fields ?? NOTHING_TYPED) });
  const application = applicationBy(clients, useWatch({ control: form.control, name: "clientId" }));

  const mint = async (fields: CreateFields) => {
    try {
      onMinted(await sendAgainIfLost(() => api.mint(mintRequest(application, fields, locale()), key)));
    } catch (reason) {
      const id = alreadyMinted(reason);
      if (id === undefined) {
        throw reason;
      }
      onLost(await api.get(id));
    }
  };

  return (
    <FormDialog
      testid="apiTokenCreateDialog"
      title={t("apiTokenCreate")}
      submit={t("apiTokenCreateSubmit")}
      form={form}
      onSubmit={mint}
      onFailed={onFailed}
      onClose={onClose}
      isRestored={typed !== undefined}
      keep={(fields) => ({ name: "create", typed: fields, link, key })}
      ifLost={t("apiTokenCreateLost")}
    >
      <LinkNotice refusals={fromLink?.refusals} />
      <LabelField suggestion={application.suggestedLabel} />
      <ApplicationChoice applications={clients} />
      <AccessChoice application={application} />
      <ExpiryChoice minting={application.minting} />
      <DescriptionField />
    </FormDialog>
  );
};
