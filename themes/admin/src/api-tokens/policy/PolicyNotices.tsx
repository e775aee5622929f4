import { Checkbox } from "@patternfly/react-core";
import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Notice } from "../types";
import { NOTICES, type PolicyValues } from "./policy";
import { PolicyField, textOf } from "./PolicyField";

export const PolicyNotices = ({ isDisabled }: { isDisabled?: boolean }) => {
  const { t } = useTranslation();
  const { control } = useFormContext<PolicyValues>();
  return (
    <PolicyField name="notices" hasNoControl isLow>
      <Controller
        name="notices"
        control={control}
        render={({ field }) => (
          <div>
            {NOTICES.map((notice) => (
              <Checkbox
                key={notice}
                id={`notice-${notice}`}
                data-testid={`notice-${notice}`}
                label={t(`${textOf("notices")}${notice[0].toUpperCase()}${notice.slice(1)}`)}
                isDisabled={isDisabled}
                isChecked={field.value.includes(notice)}
                onChange={(_event, isChecked) => field.onChange(toggled(field.value, notice, isChecked))}
              />
            ))}
          </div>
        )}
      />
    </PolicyField>
  );
};

const toggled = (notices: Notice[], notice: Notice, isChecked: boolean) =>
  NOTICES.filter((other) => (other === notice ? isChecked : notices.includes(other)));
