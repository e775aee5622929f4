import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { CreateFields } from "../dialog/fields";
import { FormDialog } from "../dialog/FormDialog";
import { LabelFields } from "../dialog/LabelFields";
import type { Application, MintedApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";
import { ApplicationChoice } from "./ApplicationChoice";
import { chosenExpiry, expiryOf } from "./expiry";
import { ExpiryChoice } from "./ExpiryChoice";
import { ScopeChoice } from "./ScopeChoice";

const NOTHING: CreateFields = {
  label: "",
  description: "",
  clientId: "",
  lifetime: "",
  expiresTimestamp: "",
  everything: true,
  scopes: [],
};

type CreateApiTokenFormProps = {
  clients: Application[];
  typed?: CreateFields;
  onMinted: (token: MintedApiToken) => void;
  onClose: () => void;
};

export const CreateApiTokenForm = ({ clients, typed = NOTHING, onMinted, onClose }: CreateApiTokenFormProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const applicationBy = (clientId: string) => {
    const usable = clients.filter(({ minting }) => !minting.refusal);
    return usable.find((client) => client.clientId === clientId) ?? usable[0];
  };
  const form = useForm({ defaultValues: { ...typed, clientId: applicationBy(typed.clientId).clientId } });
  const application = applicationBy(useWatch({ control: form.control, name: "clientId" }));

  const mint = async ({ everything, scopes, lifetime, expiresTimestamp, ...fields }: CreateFields) => {
    // Drop scopes that the user selected for another application.
    const offered = application.scopes.map(({ name }) => name);
    onMinted(
      await api.mint({
        ...fields,
        ...expiryOf(chosenExpiry(application.minting, lifetime), expiresTimestamp),
        scopes: everything ? undefined : scopes.filter((name) => offered.includes(name)),
      }),
    );
  };

  return (
    <FormDialog
      testid="apiTokenCreateDialog"
      title={t("apiTokenCreate")}
      submit={t("apiTokenCreateSubmit")}
      form={form}
      onSubmit={mint}
      onClose={onClose}
      keep={(fields) => ({ name: "create", typed: fields })}
    >
      <LabelFields />
      <ApplicationChoice applications={clients} />
      <ExpiryChoice minting={application.minting} />
      <ScopeChoice application={application} />
    </FormDialog>
  );
};
