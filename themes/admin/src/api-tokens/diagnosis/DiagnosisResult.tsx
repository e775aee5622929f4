import { useRealm } from "@keycloak/keycloak-admin-ui";
import {
  Alert,
  ProgressStep,
  ProgressStepper,
  type ProgressStepProps,
  Text,
  TextContent,
  Title,
} from "@patternfly/react-core";
import { BanIcon } from "@patternfly/react-icons";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

import type { Diagnosis } from "../api";
import { applicationOf } from "../messages";
import { toUser } from "../paths";
import type { ApiToken } from "../types";
import { keyOf, type Outcome, type Step } from "./diagnosis";

const VARIANTS: Record<Outcome, ProgressStepProps["variant"]> = {
  passed: "success",
  failed: "danger",
  skipped: "pending",
  hidden: "warning",
};

/** Shows the checks in their order, and takes the focus so that screen readers begin there. */
export const DiagnosisResult = ({ diagnosis }: { diagnosis: Diagnosis }) => {
  const { t } = useTranslation();
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), [diagnosis]);
  const verdict = diagnosis.accepted ? "Accepted" : diagnosis.accepted === false ? "Refused" : "Open";
  return (
    <section aria-labelledby="apiTokenDiagnosisResult" data-testid="apiTokenDiagnosisResult" className="pf-v5-u-mt-xl">
      <div ref={heading} tabIndex={-1} data-testid="apiTokenDiagnosisVerdict" className="pf-v5-u-mb-md">
        <Title headingLevel="h2" size="lg" id="apiTokenDiagnosisResult">
          {t(`apiTokenDiagnosis${verdict}`)}
        </Title>
      </div>
      {diagnosis.apiToken && <About token={diagnosis.apiToken} />}
      <ProgressStepper isVertical aria-label={t("apiTokenDiagnosis")} className="pf-v5-u-mt-md">
        {diagnosis.steps.map((step) => (
          <ProgressStep
            key={step.check}
            id={`apiTokenDiagnosis-${step.check}`}
            titleId={`apiTokenDiagnosis-${step.check}-title`}
            variant={VARIANTS[step.outcome]}
            icon={step.outcome === "hidden" ? <BanIcon /> : undefined}
            description={<Explanation step={step} />}
            aria-label={t(keyOf("Outcome", step.outcome))}
            data-testid={`apiTokenDiagnosis-${step.check}`}
          >
            {`${step.number}. ${t(keyOf("Check", step.check))}`}
          </ProgressStep>
        ))}
      </ProgressStepper>
    </section>
  );
};

const About = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  return (
    <TextContent className="api-tokens__whole">
      <Text>
        {t("apiTokenDiagnosisAbout", { label: token.label, hint: token.hint, application: applicationOf(token) })}{" "}
        {token.username && (
          <Link className="api-tokens__text-link" to={toUser(realm, token.userId)}>
            {token.username}
          </Link>
        )}
      </Text>
    </TextContent>
  );
};

const Explanation = ({ step }: { step: Step }) => {
  const { t } = useTranslation();
  if (!step.reason) {
    return <>{t(keyOf("Outcome", step.outcome))}</>;
  }
  const names = { scopes: step.scopes?.join(", "), roles: step.roles?.join(", ") };
  return (
    <Alert
      component="p"
      isInline
      isPlain
      variant={step.outcome === "hidden" ? "warning" : "danger"}
      title={t(keyOf("Reason", step.reason))}
    >
      {step.remedy && t(keyOf("Remedy", step.remedy), names)}
    </Alert>
  );
};
