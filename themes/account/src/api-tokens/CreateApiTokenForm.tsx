import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { ApplicationChoice } from "./ApplicationChoice";
import { FormDialog } from "./FormDialog";
import { LabelFields } from "./LabelFields";
import { ScopeChoice } from "./ScopeChoice";
import type { Application, MintedApiToken } from "./types";
import { useApiTokens } from "./useApiTokens";

export type CreateFields = {
  label: string;
  description: string;
  clientId: string;
  everything: boolean;
  scopes: string[];
};

type CreateApiTokenFormProps = {
  clients: Application[];
  onMinted: (token: MintedApiToken) => void;
  onClose: () => void;
};

export const CreateApiTokenForm = ({ clients, onMinted, onClose }: CreateApiTokenFormProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm<CreateFields>({
    defaultValues: { label: "", description: "", clientId: clients[0].clientId, everything: true, scopes: [] },
  });
  const clientId = useWatch({ control: form.control, name: "clientId" });
  const application = clients.find((client) => client.clientId === clientId) ?? clients[0];

  const mint = async ({ everything, scopes, ...fields }: CreateFields) => {
    // A scope that was picked for another application is none of this one's.
    const offered = application.scopes.map(({ name }) => name);
    onMinted(
      await api.mint({ ...fields, scopes: everything ? undefined : scopes.filter((name) => offered.includes(name)) }),
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
    >
      <LabelFields />
      <ApplicationChoice applications={clients} />
      <ScopeChoice application={application} />
    </FormDialog>
  );
};
