import { TextControl } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Alert, Button, Form, PageSection, Text, TextContent } from "@patternfly/react-core";
import { useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";

import { type Diagnosis, useApiTokens } from "../api";
import { ScopeChoice } from "../filter/ScopeChoice";
import { errorText } from "../messages";
import { ApiChoice } from "./ApiChoice";
import { type Fields, isId, questionOf } from "./diagnosis";
import { DiagnosisResult } from "./DiagnosisResult";

/** Asks for a token and the API that refuses it, and shows why. The token is never in the URL, except for its id. */
export const DiagnosisTab = () => {
  const { t } = useTranslation();
  const api = useApiTokens();
  const [params] = useSearchParams();
  const form = useForm<Fields>({ defaultValues: { token: params.get("id") ?? "", api: "", scope: "" } });
  const [diagnosis, setDiagnosis] = useState<Diagnosis>();
  const [error, setError] = useState<unknown>();
  const token = useWatch({ control: form.control, name: "token" });
  const { isSubmitting } = form.formState;

  const ask = async (fields: Fields) => {
    setDiagnosis(undefined);
    setError(undefined);
    try {
      setDiagnosis(await api.diagnose(questionOf(fields)));
    } catch (reason) {
      setError(reason);
    }
  };

  return (
    <PageSection variant="light">
      <TextContent className="pf-v5-u-mb-md">
        <Text>{t("apiTokenDiagnosisHelp")}</Text>
      </TextContent>
      <FormProvider {...form}>
        <Form
          isWidthLimited
          data-testid="apiTokenDiagnosisForm"
          autoComplete="off"
          onSubmit={(event) => void form.handleSubmit(ask)(event)}
        >
          <TextControl
            name="token"
            label={t("apiTokenDiagnosisToken")}
            helperText={t("apiTokenDiagnosisTokenHelp")}
            type={isId(token) ? "text" : "password"}
            autoComplete="off"
            spellCheck={false}
            rules={{ required: t("apiTokenDiagnosisTokenRequired") }}
          />
          <ApiChoice name="api" label={t("apiTokenDiagnosisApi")} />
          <ScopeChoice name="scope" none={t("apiTokenDiagnosisScopeNone")} label={t("apiTokenDiagnosisScope")} />
          <ActionGroup>
            <Button type="submit" data-testid="apiTokenDiagnose" isDisabled={isSubmitting} isLoading={isSubmitting}>
              {t("apiTokenDiagnose")}
            </Button>
          </ActionGroup>
        </Form>
      </FormProvider>
      {error !== undefined && (
        <Alert
          component="p"
          className="pf-v5-u-mt-md"
          isInline
          isLiveRegion
          variant="danger"
          title={errorText(t, error)}
          data-testid="apiTokenDiagnosisError"
        />
      )}
      {diagnosis && <DiagnosisResult diagnosis={diagnosis} />}
    </PageSection>
  );
};
