import { FormAccess } from "@keycloak/keycloak-admin-ui";
import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, AlertVariant, Button } from "@patternfly/react-core";
import { ApiTokenError } from "api-tokens-shared";
import { FormProvider, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { errorText } from "../messages";
import type { Policy } from "../types";
import { useTimes } from "../useTimes";
import { type Owner, policyOf, type PolicyValues, rangeProblemsOf, TIMES, valuesOf } from "./policy";
import { LeaveDialog } from "./LeaveDialog";
import { PolicyInput } from "./PolicyInput";
import { PolicyNotices } from "./PolicyNotices";
import { PolicyRole } from "./PolicyRole";
import { PolicyScopes } from "./PolicyScopes";
import { PolicySwitch } from "./PolicySwitch";
import { PolicyTime } from "./PolicyTime";

type PolicyFormProps = {
  policy: Policy;
  owner: Owner;
  realm?: Policy;
  mayManage: boolean;
  save: (rules: Policy) => Promise<void>;
};

/**
 * The policy of the realm or of a client.
 *
 * @param realm the policy of the realm, which limits that of a client; undefined if the admin may not view it
 */
export const PolicyForm = ({ policy, owner, realm, mayManage, save }: PolicyFormProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAlerts();
  const { duration } = useTimes();
  const form = useForm<PolicyValues>({ defaultValues: valuesOf(policy, owner) });
  const { isDirty, isSubmitting } = form.formState;

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

  return (
    <>
      <LeaveDialog isDirty={isDirty && !isSubmitting} />
      <FormProvider {...form}>
        <FormAccess
          role={owner === "realm" ? "manage-realm" : "manage-clients"}
          fineGrainedAccess={mayManage}
          isHorizontal
          data-testid="apiTokenPolicyForm"
          // The form shows all errors at once. The browser would show one.
          noValidate
          onSubmit={(event) => void form.handleSubmit(submit)(event)}
        >
          <PolicySwitch name="mintingEnabled" owner={owner} realm={realm} />
          <PolicySwitch name="exchangeEnabled" owner={owner} realm={realm} />
          <PolicyRole />
          <PolicySwitch name="nonExpiringAllowed" owner={owner} realm={realm} />
          <PolicyTime name="maxLifetime" unit="days" />
          <PolicyTime name="defaultLifetime" unit="days" />
          <PolicySwitch name="everythingByDefault" owner={owner} realm={realm} />
          <PolicyInput name="maxActive" type="number" />
          <PolicyScopes />
          <PolicyInput name="endUnusedAfterDays" type="number" />
          <PolicyInput name="keepEndedDays" type="number" />
          <PolicyTime name="maxAuthenticationAge" unit="minutes" />
          <PolicySwitch name="selfRotation" owner={owner} realm={realm} />
          <PolicyTime name="selfRotationGracePeriod" unit="minutes" />
          <PolicySwitch name="selfRotationExpiry" owner={owner} realm={realm} />
          {owner === "realm" && <PolicyNotices />}
          {mayManage && (
            <ActionGroup>
              <Button type="submit" data-testid="apiTokenPolicySave" isDisabled={!isDirty || isSubmitting}>
                {t("save")}
              </Button>
              <Button variant="link" isDisabled={!isDirty} onClick={() => form.reset()}>
                {t("revert")}
              </Button>
            </ActionGroup>
          )}
        </FormAccess>
      </FormProvider>
    </>
  );
};
