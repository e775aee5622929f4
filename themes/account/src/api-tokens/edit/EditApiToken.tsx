import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { EditFields } from "../dialog/fields";
import { FormDialog } from "../dialog/FormDialog";
import { DescriptionField, LabelField } from "../dialog/LabelFields";
import type { ApiToken } from "../types";
import { useApiTokens } from "../useApiTokens";

type EditApiTokenProps = {
  token: ApiToken;
  typed?: EditFields;
  onDone: () => void;
  onFailed: () => void;
  onClose: () => void;
};

export const EditApiToken = ({ token, typed, onDone, onFailed, onClose }: EditApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm({ defaultValues: typed ?? { label: token.label, description: token.description ?? "" } });
  return (
    <FormDialog
      testid="apiTokenEditDialog"
      title={t("apiTokenEditTitle")}
      submit={t("apiTokenSave")}
      form={form}
      onSubmit={async (fields) => {
        await api.change(token.id, fields);
        onDone();
      }}
      onFailed={onFailed}
      onClose={onClose}
      isRestored={typed !== undefined}
      keep={(fields) => ({ name: "edit", token, typed: fields })}
    >
      <LabelField />
      <DescriptionField />
    </FormDialog>
  );
};
