import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { AlertVariant } from "@patternfly/react-core";
import { ApiTokenError } from "api-tokens-shared";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";
import type { Policy } from "../types";
import { useTimes } from "../useTimes";
import { type Owner, policyOf, type PolicyValues, rangeProblemsOf, TIMES, valuesOf } from "./policy";

/** The values of the form, and how they are checked and saved. A field shows the error that names it. */
export const usePolicyForm = (policy: Policy, owner: Owner, save: (rules: Policy) => Promise<void>) => {
  const { t } = useTranslation();
  const { addAlert } = useAlerts();
  const { duration } = useTimes();
  const form = useForm<PolicyValues>({ defaultValues: valuesOf(policy, owner) });

  /** The text of an error, with times in the units of the form. */
  const refusalText = (error: ApiTokenError) =>
    error.messageKey === "apiTokenPolicyOutOfRange" && TIMES.some((name) => name === error.field)
      ? t("apiTokenPolicyTimeOutOfRange", {
          param: duration(Number(error.params[0])),
          max: duration(Number(error.params[1])),
        })
      : errorText(t, error);

  /** Shows all rules that are out of range, and moves the focus to the first. */
  const hasProblems = (values: PolicyValues) => {
    const problems = rangeProblemsOf(values);
    problems.forEach(({ name, min, max }, index) => {
      const error = new ApiTokenError(400, "apiTokenPolicyOutOfRange", name, [min, max]);
      form.setError(name, { message: refusalText(error) }, { shouldFocus: index === 0 });
    });
    if (problems.length > 0) {
      document.getElementById(problems[0].name)?.focus();
    }
    return problems.length > 0;
  };

  const submit = async (values: PolicyValues) => {
    if (hasProblems(values)) {
      return;
    }
    try {
      await save(policyOf(values, owner));
      form.reset(values);
      addAlert(t("apiTokenPolicySaveSuccess"), AlertVariant.success);
    } catch (error) {
      if (error instanceof ApiTokenError && error.field && error.field in values) {
        form.setError(error.field as keyof PolicyValues, { message: refusalText(error) }, { shouldFocus: true });
        document.getElementById(error.field)?.focus();
      } else {
        addAlert(t("apiTokenPolicySaveError"), AlertVariant.danger, errorText(t, error));
      }
    }
  };

  return { form, submit };
};
