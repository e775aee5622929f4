import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalVariant,
  TextInput,
} from "@patternfly/react-core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";

const FORM = "apiTokenRevokeForm";
const MAX_COMMENT_LENGTH = 250;

type RevokeDialogProps = {
  title: string;
  close: () => void;
  submit: (comment: string) => Promise<void>;
  isDisabled?: boolean;
  submitText?: string;
  /** A text that the admin has to type. */
  confirmation?: string;
  children: ReactNode;
};

/** Asks for confirmation and a comment. */
export const RevokeDialog = ({
  title,
  close,
  submit,
  isDisabled = false,
  submitText,
  confirmation,
  children,
}: RevokeDialogProps) => {
  const { t } = useTranslation();
  const [comment, setComment] = useState("");
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const send = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    submit(comment).catch((reason: unknown) => {
      setError(reason);
      setBusy(false);
    });
  };

  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.small}
      title={title}
      titleIconVariant="warning"
      onClose={close}
      actions={[
        <Button
          key="revoke"
          type="submit"
          form={FORM}
          variant="danger"
          data-testid="apiTokenRevokeSubmit"
          isDisabled={isBusy || isDisabled || (confirmation !== undefined && typed.trim() !== confirmation)}
          isLoading={isBusy}
        >
          {submitText ?? t("apiTokenRevoke")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <Form id={FORM} onSubmit={send}>
        {error !== undefined && <Alert isInline variant="danger" title={errorText(t, error)} />}
        <div className="api-tokens__whole">{children}</div>
        <FormGroup label={t("apiTokenComment")} fieldId="apiTokenComment">
          <TextInput
            id="apiTokenComment"
            data-testid="apiTokenComment"
            maxLength={MAX_COMMENT_LENGTH}
            value={comment}
            onChange={(_event, value) => setComment(value)}
          />
          <FormHelperText>
            <HelperText>
              <HelperTextItem>{t("apiTokenCommentHelp")}</HelperTextItem>
            </HelperText>
          </FormHelperText>
        </FormGroup>
        {confirmation !== undefined && (
          <FormGroup
            label={t("apiTokenRevokeType", { text: confirmation })}
            fieldId="apiTokenRevokeConfirmation"
            isRequired
          >
            <TextInput
              id="apiTokenRevokeConfirmation"
              data-testid="apiTokenRevokeConfirmation"
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(_event, value) => setTyped(value)}
            />
          </FormGroup>
        )}
      </Form>
    </Modal>
  );
};
