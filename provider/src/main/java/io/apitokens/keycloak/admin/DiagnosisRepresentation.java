package io.apitokens.keycloak.admin;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.apitokens.keycloak.diagnosis.Finding;
import io.apitokens.keycloak.diagnosis.Outcome;
import io.apitokens.keycloak.diagnosis.Step;

/**
 * The answer to a request to diagnose.
 *
 * @param accepted whether all checks passed; left out if a check is hidden
 * @param apiToken the API token; left out if it is unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiagnosisRepresentation(
        Boolean accepted, AdminApiTokenRepresentation apiToken, List<StepRepresentation> steps) {

    static DiagnosisRepresentation of(AdminApiTokenRepresentation apiToken, List<Step> steps) {
        boolean isHidden = steps.stream().anyMatch(step -> step.finding().outcome() == Outcome.HIDDEN);
        boolean isAccepted = steps.stream().allMatch(step -> step.finding().outcome() == Outcome.PASSED);
        return new DiagnosisRepresentation(
                isHidden ? null : isAccepted,
                apiToken,
                IntStream.range(0, steps.size())
                        .mapToObj(index -> StepRepresentation.of(index + 1, steps.get(index)))
                        .toList());
    }

    /**
     * A step.
     *
     * @param number from 1
     * @param check lower case, as in {@link io.apitokens.keycloak.diagnosis.Check}
     * @param outcome {@code passed}, {@code failed}, {@code skipped} or {@code hidden}
     * @param reason left out if the check passed or was skipped
     * @param remedy left out if there is none, or if the caller may not view the token client
     * @param scopes names of client scopes that the remedy is about
     * @param roles {@code role} of the realm or {@code client: role} that the remedy is about
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record StepRepresentation(
            int number,
            String check,
            String outcome,
            String reason,
            String remedy,
            List<String> scopes,
            List<String> roles) {

        private static StepRepresentation of(int number, Step step) {
            Finding finding = step.finding();
            return new StepRepresentation(
                    number,
                    lower(step.check()),
                    lower(finding.outcome()),
                    finding.reason(),
                    finding.remedy() == null ? null : lower(finding.remedy()),
                    finding.scopes(),
                    finding.roles());
        }

        private static String lower(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }
}
