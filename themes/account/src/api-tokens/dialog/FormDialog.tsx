import { Button, Form, ModalVariant } from "@patternfly/react-core";
import { type ReactNode, useId } from "react";
import { FormProvider, type FieldValues, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Dialog } from "./dialog";
import { Failure } from "./Failure";
import { ModalDialog } from "./ModalDialog";
import { useKeep } from "./useKeep";
import { useSubmit } from "./useSubmit";

type FormDialogProps<T extends FieldValues> = {
  testid: string;
  title: string;
  submit: string;
  form: UseFormReturn<T>;
  onSubmit: (fields: T) => Promise<void>;
  /** Called after a failed request, which may have changed something. */
  onFailed: () => void;
  onClose: () => void;
  /** Returns the dialog to restore after a new login. */
  keep: (fields: T) => Dialog;
  /** A hint for the user, shown if the answer was lost. */
  ifLost?: string;
  children: ReactNode;
};

/** A dialog with a form. The buttons stay visible if the form is long. */
export const FormDialog = <T extends FieldValues>({
  testid,
  title,
  submit,
  form,
  onSubmit,
  onFailed,
  onClose,
  keep,
  ifLost,
  children,
}: FormDialogProps<T>) => {
  const { t } = useTranslation();
  const id = useId();
  const { send, failure } = useSubmit(form, onSubmit, onFailed);
  const { isSubmitting } = form.formState;
  const keepNow = useKeep(() => keep(form.getValues()));
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
          {t("apiTokenCancel")}
        </Button>,
      ]}
    >
      <FormProvider {...form}>
        <Form id={id} onSubmit={send} noValidate>
          <Failure failure={failure} keep={keepNow} ifLost={ifLost} />
          {children}
        </Form>
      </FormProvider>
    </ModalDialog>
  );
};
