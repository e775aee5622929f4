import { Button, Form, ModalVariant } from "@patternfly/react-core";
import { type ReactNode, useId } from "react";
import { FormProvider, type FieldValues, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { LoginRequired } from "../api";
import { errorText } from "../messages";
import type { Dialog } from "./dialog";
import { FormError } from "./FormError";
import { LoginAgain } from "./LoginAgain";
import { ModalDialog } from "./ModalDialog";
import { useSubmit } from "./useSubmit";

type FormDialogProps<T extends FieldValues> = {
  testid: string;
  title: string;
  submit: string;
  form: UseFormReturn<T>;
  onSubmit: (fields: T) => Promise<void>;
  onClose: () => void;
  /** Returns the dialog to restore after a new login, if the request may require one. */
  keep?: (fields: T) => Dialog;
  children: ReactNode;
};

/** A dialog with a form. The buttons stay visible if the form is long. */
export const FormDialog = <T extends FieldValues>({
  testid,
  title,
  submit,
  form,
  onSubmit,
  onClose,
  keep,
  children,
}: FormDialogProps<T>) => {
  const { t } = useTranslation();
  const id = useId();
  const { send, failure } = useSubmit(form, onSubmit);
  const { isSubmitting } = form.formState;
  return (
    <ModalDialog
      testid={testid}
      variant={ModalVariant.medium}
      title={title}
      isBusy={isSubmitting}
      onClose={onClose}
      actions={[
        <Button
          key="submit"
          type="submit"
          form={id}
          data-testid="apiTokenSubmit"
          isLoading={isSubmitting}
          spinnerAriaValueText={t("apiTokenSending")}
          isDisabled={isSubmitting}
        >
          {submit}
        </Button>,
        <Button key="cancel" variant="link" data-testid="apiTokenCancel" isDisabled={isSubmitting} onClick={onClose}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <FormProvider {...form}>
        <Form id={id} onSubmit={send}>
          {failure instanceof LoginRequired && keep ? (
            <LoginAgain maxAge={failure.maxAge} keep={() => keep(form.getValues())} />
          ) : (
            <FormError error={failure === undefined ? undefined : errorText(t, failure)} />
          )}
          {children}
        </Form>
      </FormProvider>
    </ModalDialog>
  );
};
