import { Button, Form, Modal, ModalVariant } from "@patternfly/react-core";
import { type ReactNode, useId } from "react";
import { FormProvider, type FieldValues, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { FormError } from "./FormError";
import { useSubmit } from "./useSubmit";

type FormDialogProps<T extends FieldValues> = {
  testid: string;
  title: string;
  submit: string;
  form: UseFormReturn<T>;
  onSubmit: (fields: T) => Promise<void>;
  onClose: () => void;
  children: ReactNode;
};

/** A form whose buttons stay in sight however long it is. */
export const FormDialog = <T extends FieldValues>({
  testid,
  title,
  submit,
  form,
  onSubmit,
  onClose,
  children,
}: FormDialogProps<T>) => {
  const { t } = useTranslation();
  const id = useId();
  const { send, error } = useSubmit(form, onSubmit);
  const { isSubmitting } = form.formState;
  return (
    <Modal
      isOpen
      data-testid={testid}
      variant={ModalVariant.medium}
      title={title}
      onClose={onClose}
      actions={[
        <Button
          key="submit"
          type="submit"
          form={id}
          data-testid="apiTokenSubmit"
          isLoading={isSubmitting}
          isDisabled={isSubmitting}
        >
          {submit}
        </Button>,
        <Button key="cancel" variant="link" data-testid="apiTokenCancel" onClick={onClose}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <FormProvider {...form}>
        <Form id={id} onSubmit={send}>
          <FormError error={error} />
          {children}
        </Form>
      </FormProvider>
    </Modal>
  );
};
