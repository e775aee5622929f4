import { TextAreaControl, TextControl } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Button, Form, Modal, ModalVariant } from "@patternfly/react-core";
import { FormProvider, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { FormError } from "./FormError";
import type { ApiToken } from "./types";
import { useApiTokens } from "./useApiTokens";
import { useSubmit } from "./useSubmit";

type EditApiTokenProps = { token: ApiToken; onDone: () => void; onClose: () => void };

export const EditApiToken = ({ token, onDone, onClose }: EditApiTokenProps) => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const form = useForm({ defaultValues: { label: token.label, description: token.description ?? "" } });
  const { submit, error } = useSubmit(form, async (fields) => {
    await api.change(token.id, fields);
    onDone();
  });
  return (
    <Modal
      isOpen
      data-testid="apiTokenEditDialog"
      variant={ModalVariant.small}
      title={t("apiTokenEditTitle")}
      onClose={onClose}
    >
      <FormProvider {...form}>
        <Form onSubmit={submit}>
          <FormError error={error} />
          <TextControl
            name="label"
            label={t("apiTokenLabel")}
            data-testid="apiTokenLabel"
            autoFocus
            autoComplete="off"
            rules={{ required: t("apiTokenLabelRequired") }}
          />
          <TextAreaControl name="description" label={t("apiTokenDescription")} data-testid="apiTokenDescription" />
          <ActionGroup>
            <Button type="submit" data-testid="apiTokenEditSubmit" isLoading={form.formState.isSubmitting}>
              {t("save")}
            </Button>
            <Button variant="link" data-testid="apiTokenCancel" onClick={onClose}>
              {t("cancel")}
            </Button>
          </ActionGroup>
        </Form>
      </FormProvider>
    </Modal>
  );
};
