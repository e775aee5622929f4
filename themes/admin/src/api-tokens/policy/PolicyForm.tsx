import { FormAccess } from "@keycloak/keycloak-admin-ui";
import { ActionGroup, Button } from "@patternfly/react-core";
import { FormProvider } from "react-hook-form";
import { useTranslation } from "react-i18next";

import type { Policy } from "../types";
import { LeaveDialog } from "./LeaveDialog";
import type { Owner } from "./policy";
import { PolicyInput } from "./PolicyInput";
import { PolicyNotices } from "./PolicyNotices";
import { PolicyRole } from "./PolicyRole";
import { PolicyScopes } from "./PolicyScopes";
import { PolicySwitch } from "./PolicySwitch";
import { PolicyTime } from "./PolicyTime";
import { usePolicyForm } from "./usePolicyForm";

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
  const { form, submit } = usePolicyForm(policy, owner, save);
  const { isDirty, isSubmitting } = form.formState;
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
