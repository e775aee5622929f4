import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { FormDialog } from "../dialog/FormDialog";
import { LabelFields } from "../dialog/LabelFields";
import type { ApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";

type EditApiTokenProps = { token: ApiToken; onDone: () => void; onClose: () => void };

export const EditApiToken = ({ token, onDone, onClose }: EditApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm({ defaultValues: { label: token.label, description: token.description ?? "" } });
  return (
    <FormDialog
      testid="apiTokenEditDialog"
      title={t("apiTokenEditTitle")}
      submit={t("save")}
      form={form}
      onSubmit={async (fields) => {
        await api.change(token.id, fields);
        onDone();
      }}
      onClose={onClose}
    >
      <LabelFields />
    </FormDialog>
  );
};
