import { Alert, Button, Form, FormGroup, Modal, ModalVariant, Progress, Radio } from "@patternfly/react-core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { EXPORT_FORMATS } from "../api";
import type { Filter } from "../filter/filter";
import { errorText } from "../messages";
import { useTimes } from "../useTimes";
import { type Export, useExport } from "./useExport";

const FORM = "apiTokenExportForm";

type ExportDialogProps = {
  filter: Filter;
  /** The number of API tokens in the list; undefined if it is not known. */
  total?: number;
  /** Leaves out API tokens that ended before this time: the start of a bulk revocation. */
  revokedFrom?: number;
  close: () => void;
};

const MOST_COUNTED = 10_000;

/** Asks for the format and saves a file with the whole list. Closing the dialog stops the export. */
export const ExportDialog = ({ filter, total, revokedFrom, close }: ExportDialogProps) => {
  const { t } = useTranslation();
  const { preciseTime } = useTimes();
  const running = useExport(filter, revokedFrom);
  const { isBusy, error } = running;
  return (
    <Modal
      isOpen
      className="api-tokens__dialog"
      variant={ModalVariant.small}
      title={t("apiTokenExport")}
      data-testid="apiTokenExportDialog"
      onClose={close}
      actions={[
        <Button key="export" type="submit" form={FORM} data-testid="apiTokenExportSubmit" isDisabled={isBusy}>
          {t("apiTokenExportSubmit")}
        </Button>,
        <Button key="close" variant="link" data-testid="apiTokenExportClose" onClick={close}>
          {t(isBusy ? "apiTokenExportStop" : "close")}
        </Button>,
      ]}
    >
      <Form
        id={FORM}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void running.start();
        }}
      >
        {revokedFrom !== undefined && (
          <Alert
            component="p"
            isInline
            variant="info"
            title={t("apiTokenExportRevoked", { time: preciseTime(revokedFrom) })}
            data-testid="apiTokenExportRevoked"
          />
        )}
        <FormatChoice running={running} />
        {running.rows !== undefined && error === undefined && (
          <Rows rows={running.rows} isDone={running.isDone} total={total} />
        )}
        {error !== undefined && (
          <Alert component="p" isInline isLiveRegion variant="danger" title={t("apiTokenExportError")}>
            {errorText(t, error)}
          </Alert>
        )}
      </Form>
    </Modal>
  );
};

const FormatChoice = ({ running: { format, setFormat, isBusy } }: { running: Export }) => {
  const { t } = useTranslation();
  return (
    <FormGroup role="radiogroup" fieldId="apiTokenExportFormat" label={t("apiTokenExportFormat")} isStack>
      {EXPORT_FORMATS.map((value) => (
        <Radio
          key={value}
          id={`apiTokenExport-${value}`}
          data-testid={`apiTokenExport-${value}`}
          name="format"
          label={t(`apiTokenExport${value.toUpperCase()}`)}
          isChecked={format === value}
          isDisabled={isBusy}
          onChange={() => setFormat(value)}
        />
      ))}
    </FormGroup>
  );
};

type RowsProps = { rows: number; isDone: boolean; total?: number };

/** Shows how many rows have arrived, as a part of the total if the server has counted it. */
const Rows = ({ rows, isDone, total }: RowsProps) => {
  const { t } = useTranslation();
  const { number } = useTimes();
  const isCounted = total !== undefined && total <= MOST_COUNTED;
  return (
    <Progress
      aria-label={t("apiTokenExport")}
      title={t(isDone ? "apiTokenExportDone" : "apiTokenExportRows", { number: number(rows) })}
      data-testid="apiTokenExportProgress"
      value={isDone ? 100 : isCounted ? Math.min(99, (100 * rows) / Math.max(1, total)) : 0}
      measureLocation={isCounted || isDone ? "top" : "none"}
      variant={isDone ? "success" : undefined}
    />
  );
};
